#!/usr/bin/env bash
# Looks for inputs that a decoder cannot take, and keeps those that reach new code in the test resources.
#   config/fuzz.sh MODULE CLASS [SECONDS]        for instance: config/fuzz.sh log-engine io.replaymq.log.record.RecordBatchFuzzTest 300
# What it finds is written to MODULE/target/fuzz/crash-*: copy it into the corpus, and mend what it shows.
set -euo pipefail
cd "$(dirname "$0")/.."
module=$1
class=$2
seconds=${3:-120}
jazzer=0.30.0
dependency=org.apache.maven.plugins:maven-dependency-plugin:3.9.0

corpus=$PWD/$module/src/test/resources/fuzz/${class##*.}
work=$PWD/$module/target/fuzz
found=$work/${class##*.}
mkdir -p "$found" "$corpus"

mvn -q -Dquick -pl "$module" -am test-compile $dependency:build-classpath -Dmdep.outputFile=target/fuzz.classpath
for each in jazzer jazzer-api; do
    mvn -q $dependency:copy -Dartifact=com.code-intelligence:$each:$jazzer -DoutputDirectory="$work"
done
classpath=$work/jazzer-$jazzer.jar:$work/jazzer-api-$jazzer.jar:$module/target/test-classes:$module/target/classes:$(cat "$module/target/fuzz.classpath")
fuzz=(java -Xmx512m -cp "$classpath" com.code_intelligence.jazzer.Jazzer "--target_class=$class"
    '--instrumentation_includes=io.replaymq.**' '--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*' "--reproducer_path=$work" "-artifact_prefix=$work/" -rss_limit_mb=0)

"${fuzz[@]}" -max_len=4096 "-max_total_time=$seconds" "$found" "$corpus"
"${fuzz[@]}" -merge=1 "$corpus" "$found"
