#!/bin/bash
# Runs a command in an unpacked image as the kubelet would in a restricted pod: user 185 without
# privileges, a root that cannot be written, empty volumes where the manifests have them, the plan
# and Spark's configuration mounted. Called with: ROOT PLAN_FOLDER CONFIGURATION_FOLDER COMMAND...
# The environment is the container's. Needs namespaces of its own for mounts, processes and host name.
set -euo pipefail
root=$1 plan=$2 configuration=$3
shift 3

mkdir -p "$root"/{proc,dev,tmp,etc/dataplat}
touch "$root/etc/hosts"
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=1777 tmpfs "$root/opt/spark/work-dir"
mount --bind "$plan" "$root/etc/dataplat"
mount --bind "$configuration" "$root/opt/spark/conf"

hostname pod
mount -t tmpfs -o mode=755 tmpfs /mnt
echo "127.0.0.1 localhost pod" > /mnt/hosts
mount --bind /mnt/hosts "$root/etc/hosts"

exec setpriv --no-new-privs \
  chroot --userspec=185:185 --groups= "$root" /bin/bash -c 'cd /opt/spark/work-dir && exec "$@"' pod "$@"
