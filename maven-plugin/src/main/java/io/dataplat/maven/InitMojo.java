package io.dataplat.maven;

import io.dataplat.compiler.init.StarterRepository;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes a minimal repository that compiles. */
@Mojo(name = "init", requiresProject = false, threadSafe = true, aggregator = true)
public final class InitMojo extends AbstractMojo {

  /** The folder of the new repository; it is made if need be. */
  @Parameter(property = "dataplat.directory", defaultValue = ".")
  private @Nullable String directory;

  @Parameter(defaultValue = "${plugin}", readonly = true)
  private @Nullable PluginDescriptor plugin;

  @Override
  public void execute() throws MojoFailureException {
    Path folder = new File(Optional.ofNullable(directory).orElse(".")).getAbsoluteFile().toPath();
    String version = plugin == null ? "" : String.valueOf(plugin.getVersion());
    List<String> present = StarterRepository.write(folder, version);
    if (!present.isEmpty()) {
      throw new MojoFailureException(
          "nothing was written, because " + String.join(", ", present) + " is there already");
    }
    getLog().info("a repository is in " + folder.normalize() + "; its README.md says what to run");
  }
}
