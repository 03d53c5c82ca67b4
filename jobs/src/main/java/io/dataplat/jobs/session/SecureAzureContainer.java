package io.dataplat.jobs.session;

/** The same over an encrypted connection. */
public final class SecureAzureContainer extends AzureContainer {

  @Override
  public boolean isSecureScheme() {
    return true;
  }

  @Override
  public String getScheme() {
    return "abfss";
  }
}
