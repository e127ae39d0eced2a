# The launcher's build. Sourced by ./tributary after jdk.sh; needs JAVA_HOME.
#
# A built application is a folder cli/target/app/<fingerprint> with all its jars and an AOT cache, which
# makes the JVM start fast. The fingerprint is one of the content of all that it was built from: a folder
# that is there is up to date. It appears by one rename when it is complete, and an application that runs
# keeps its folder while newer ones are built.

# What every start has. SQLite and Netty load native code; Netty and JCTools use sun.misc.Unsafe.
readonly JVM_OPTIONS=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

# Prints the folder of the application that belongs to the sources of the tree $1 as they are now.
app_folder() {
  local fingerprint
  fingerprint=$(
    CDPATH='' cd -- "$1"
    find pom.xml */pom.xml plugins/*/pom.xml .mvn scripts */src/main plugins/*/src/main "$JAVA_HOME/release" \
      -type f ! -name '.*' ! -name '*~' -exec cksum {} + 2>/dev/null | LC_ALL=C sort | cksum
  ) || true # not every module has sources
  printf '%s/cli/target/app/%s\n' "$1" "${fingerprint// /-}"
}

# Holds the application in folder $1 for the rest of this process, Java's life included; fails if it is gone.
hold_app() {
  { exec 8<"$1/in-use"; } 2>/dev/null || return 1
  if type -P flock >/dev/null; then
    flock --shared 8
  fi
  [[ -f $1/in-use ]]
}

# Becomes the application in folder $1, with the arguments that follow.
start_app() {
  local options=("${JVM_OPTIONS[@]}" "-Dorg.sqlite.lib.path=$1") cache=$1/ingest.aot
  if is_answer "${2:-}"; then
    cache=$1/answer.aot
  fi
  if [[ -f $cache ]]; then
    # A cache that does not fit, say because of other options, is left aside; that is nobody's concern.
    options+=("-XX:AOTCache=$cache" -Xlog:aot=off -Xlog:cds=off)
  fi
  if is_short "${@:2}"; then
    options+=(-XX:TieredStopAtLevel=1)
  fi
  # shellcheck disable=SC2206 # separated by spaces
  options+=(${TRIBUTARY_JAVA_OPTS:-})
  exec "$JAVA_HOME/bin/java" "${options[@]}" \
    -cp "$(classpath "$1")${TRIBUTARY_CLASS_PATH:+:$TRIBUTARY_CLASS_PATH}" dev.tributary.cli.Main "${@:2}"
}

# Whether the command $1 answers from the stores.
is_answer() {
  case $1 in
    ingest | up | run | send | reingest | try | accept | new) return 1 ;;
  esac
}

# Whether the command that is given will end before the JVM's second compiler has paid for itself: one
# that answers from the stores, one of an editor, or an ingest of few files. Scores are calculated.
is_short() {
  [[ ${1:-} != score ]] || return 1
  is_answer "${1:-}" && return
  case $1 in
    try | accept | new) return 0 ;;
  esac
  [[ $1 == ingest ]] || return 1
  local argument paths=()
  for argument in "${@:2}"; do
    if [[ -e $argument ]]; then
      paths+=("$argument")
    fi
  done
  ((${#paths[@]} == 0)) || (($(find "${paths[@]}" -type f 2>/dev/null | head -n 33 | wc -l) <= 32))
}

# Prints the class path of the application in folder $1, always in the same order.
classpath() {
  local jars=("$1"/*.jar)
  local IFS=:
  printf '%s' "${jars[*]}"
}

# Builds the application of the tree $1 unless another process has just done so, and prints its folder.
build_app() {
  local root=$1 folder=$1/cli/target log=$1/cli/target/build.log app round
  find_maven || return 1
  mkdir -p "$folder/app"
  lock "$folder/app/lock"
  for round in 1 2 3; do
    app=$(app_folder "$root")
    if [[ -d $app ]]; then
      printf '%s\n' "$app"
      return 0
    fi
    if [[ $round == 1 ]] && ! compgen -G "$folder/app/*/" >/dev/null; then
      echo "building Tributary (first use, one to three minutes)…" >&2
    else
      echo "building Tributary (its sources changed)…" >&2
    fi
    if ! (CDPATH='' cd -- "$root" && mvn -B -Dstyle.color=never -Dquick -pl cli -am package) >"$log" 2>&1 </dev/null; then
      # What javac or Maven says is wrong, without Maven's advice; all else failing, the end.
      sed -n '/^\[ERROR\]/,/-> \[Help/p' "$log" | head -n 25 | grep . >&2 || tail -n 25 "$log" >&2
      echo "Tributary could not be built. All that Maven said: $log" >&2
      return 1
    fi
    unpack_sqlite "$folder/quick/app"
    train "$root" "$folder/quick/app" >>"$log" 2>&1 </dev/null
    : >"$folder/quick/app/in-use"
    prune "$folder/app"
    if [[ $(app_folder "$root") == "$app" ]]; then # else they were edited while Maven read them
      mv "$folder/quick/app" "$app"
    fi
  done
  echo "Tributary could not be built: its sources keep changing. Try again when they rest." >&2
  return 1
}

# Makes the AOT caches of the application in folder $2 by running its commands over our samples: a large one for
# ingesting, a small one, which is loaded sooner, for answering. The application starts without them, too.
train() {
  local data=$2/training
  learn "$2" ingest.aot "$data" "$1/samples/deliveries"
  learn "$2" answer.aot "$data"
  rm -rf "$data"
}

# One training run of the application in folder $1, into the cache $2, with the arguments that follow.
learn() {
  "$JAVA_HOME/bin/java" "${JVM_OPTIONS[@]}" "-Dorg.sqlite.lib.path=$1" "-XX:AOTCacheOutput=$1/$2" \
    -cp "$(classpath "$1")" dev.tributary.cli.Training "${@:3}" || rm -f "$1/$2"
}

# Puts SQLite's native library beside the jars of folder $1, so that not every start unpacks it anew.
unpack_sqlite() {
  local system library
  case $(uname -s) in
    Linux) system=Linux library=libsqlitejdbc.so ;;
    Darwin) system=Mac library=libsqlitejdbc.dylib ;;
    *) return 0 ;;
  esac
  local machine
  machine=$(uname -m)
  local path=org/sqlite/native/$system/${machine/arm64/aarch64}/$library
  (CDPATH='' cd -- "$1" && "$JAVA_HOME/bin/jar" xf sqlite-jdbc-*.jar "$path" && mv "$path" . && rm -r org) || true
}

# Removes the applications in folder $1 that nobody runs; where that cannot be told, those older than a day.
prune() {
  local app
  if type -P flock >/dev/null; then
    for app in "$1"/*/; do
      if [[ -f $app/in-use ]] && flock --exclusive --nonblock "$app/in-use" true; then
        rm -rf "$app"
      fi
    done
  else
    find "$1" -mindepth 1 -maxdepth 1 -type d -mtime +1 -exec rm -rf {} +
  fi
}

# Waits for the lock $1 and holds it until this (sub)shell ends.
lock() {
  if type -P flock >/dev/null; then
    exec 9>"$1"
    flock 9
    return
  fi
  until mkdir "$1.d" 2>/dev/null; do
    if [[ -r $1.d/pid ]] && ! kill -0 "$(<"$1.d/pid")" 2>/dev/null; then
      rm -rf "$1.d" # its holder was killed
    fi
    sleep 0.2
  done
  # shellcheck disable=SC2064 # $1 as it is now
  trap "rm -rf '$1.d'" EXIT
  sh -c 'echo "$PPID"' >"$1.d/pid"
}
