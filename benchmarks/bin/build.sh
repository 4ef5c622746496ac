#!/bin/sh
# Compiles ReplayMQ, the drivers and the peers, if a source is newer than the last time.
set -e
home=$(cd "$(dirname "$0")/.." && pwd)
root=$(cd "$home/.." && pwd)
mark="$home/target/bench.built"
if [ ! -f "$mark" ] || [ -n "$(find "$root" -path '*/src/main/*' -name '*.java' -newer "$mark" -print -quit)" ]; then
  echo "building" >&2
  mvn -B -q -f "$root/pom.xml" -Dquick -DskipTests -pl benchmarks -am prepare-package
  touch "$mark"
fi
for peer in activemq artemis chronicle kafka; do
  if [ ! -f "$home/peers/$peer/target/classpath" ]; then
    echo "building peer $peer" >&2
    mvn -B -q -f "$home/peers/pom.xml" -pl "$peer" -am prepare-package
  fi
done
