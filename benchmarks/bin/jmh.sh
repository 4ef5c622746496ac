#!/bin/sh
# jmh.sh [JMH options]: builds what is missing or old, then runs the micro-benchmarks (docs/benchmarks.md).
set -e
home=$(cd "$(dirname "$0")/.." && pwd)
"$home/bin/build.sh"
exec java -Xmx128m -cp "$home/target/classes:$(cat "$home/target/classpath")" org.openjdk.jmh.Main "$@"
