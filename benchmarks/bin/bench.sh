#!/bin/sh
# bench.sh SCENARIO [key=value...]: builds what is missing or old, then runs scenarios/SCENARIO.properties (docs/benchmarks.md).
set -e
home=$(cd "$(dirname "$0")/.." && pwd)
"$home/bin/build.sh"
classpath="$home/target/classes:$(cat "$home/target/harness.classpath")"
exec java -Xmx128m -cp "$classpath" io.replaymq.benchmarks.Bench "$home" "$@"
