#!/bin/bash
# What Spark calls in its pods: "driver" with the arguments of spark-submit, "executor" with its
# settings in the environment. Anything else is run as it stands.
set -euo pipefail

java=${JAVA_HOME:?the base of the image names no JRE}/bin/java
configuration=${SPARK_CONF_DIR:-$SPARK_HOME/conf}
jars="$SPARK_HOME/jars/*"
# Spark's messages quote values of the data. Who wants them names another configuration in the
# Java options of driver or executor, which come later.
logging=-Dlog4j2.configurationFile=/opt/dataplat/log4j2.properties

driver() {
  local command
  export SPARK_SUBMIT_OPTS="$logging ${SPARK_SUBMIT_OPTS:-}"
  # Spark's launcher reads memory and options of the driver from its properties file, and prints the
  # command after an empty item and a line break.
  mapfile -d '' -t command < <(
    "$java" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$jars" \
      org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit \
      --conf "spark.driver.bindAddress=$SPARK_DRIVER_BIND_ADDRESS" \
      --conf "spark.executorEnv.SPARK_DRIVER_POD_IP=$SPARK_DRIVER_BIND_ADDRESS" \
      --deploy-mode client "$@"
  )
  wait $!
  command=("${command[@]:1}")
  command[0]=${command[0]#$'\n'}
  exec "${command[@]}"
}

executor() {
  local options=() name n
  for ((n = 0; ; n++)); do
    name=SPARK_JAVA_OPT_$n
    [[ -v $name ]] || break
    options+=("${!name}")
  done
  exec "$java" "$logging" "${options[@]}" "-Xms$SPARK_EXECUTOR_MEMORY" "-Xmx$SPARK_EXECUTOR_MEMORY" \
    -cp "$configuration${HADOOP_CONF_DIR:+:$HADOOP_CONF_DIR}:$jars${SPARK_EXTRA_CLASSPATH:+:$SPARK_EXTRA_CLASSPATH}" \
    org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend \
    --driver-url "$SPARK_DRIVER_URL" --executor-id "$SPARK_EXECUTOR_ID" \
    --cores "$SPARK_EXECUTOR_CORES" --app-id "$SPARK_APPLICATION_ID" \
    --hostname "$SPARK_EXECUTOR_POD_IP" --podName "$SPARK_EXECUTOR_POD_NAME" \
    --resourceProfileId "$SPARK_RESOURCE_PROFILE_ID"
}

case ${1:-} in
  driver | executor) "$@" ;;
  *) exec "$@" ;;
esac
