#!/usr/bin/env bash
# Builds dataplat into a local repository of its own, below target/bench, and writes the fixtures: what the other programs measure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bench=$PWD/target/bench
rm -rf "$bench"
mkdir -p "$bench/m2" "$bench/classes"

# What is downloaded already is linked, so that nothing is installed where other builds look.
user=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
[[ -d $user ]] && cp -rs "$user/." "$bench/m2"
rm -rf "$bench/m2/io/dataplat"
maven=(mvn -q -B -ntp "-Dmaven.repo.local=$bench/m2")
"${maven[@]}" install -DskipTests
"${maven[@]}" -pl compiler dependency:build-classpath -Dmdep.includeScope=runtime "-Dmdep.outputFile=$bench/classpath"
printf ':%s' "$PWD/compiler/target/classes" "$bench/classes" >> "$bench/classpath"
javac -cp "$(<"$bench/classpath")" -d "$bench/classes" benchmarks/Warm.java

"${maven[@]}" -pl jobs dependency:build-classpath -Dmdep.includeScope=test "-Dmdep.outputFile=$bench/jobs-classpath"
printf ':%s' "$PWD/jobs/target/classes" "$PWD/jobs/target/test-classes" "$bench/jobs-classes" >> "$bench/jobs-classpath"
mkdir "$bench/jobs-classes"
javac -cp "$(<"$bench/jobs-classpath")" -d "$bench/jobs-classes" benchmarks/jobs/*.java

version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
echo "io.dataplat:dataplat-maven-plugin:$version" > "$bench/plugin"
for pipelines in 100 1000; do
  java benchmarks/Fixture.java "$pipelines" "$bench/fixture$pipelines"
  mkdir "$bench/fixture$pipelines/.mvn"
  cp compiler/src/main/resources/io/dataplat/compiler/init/jvm.config "$bench/fixture$pipelines/.mvn"
done
# For the peers, which print what was generated here.
(cd "$bench/fixture100" && "${maven[@]}" "$(<"$bench/plugin"):generate" "-Ddataplat.root=$bench/fixture100")
