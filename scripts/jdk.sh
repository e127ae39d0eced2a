# Finds what Tributary is built and run with. Sourced by ./tributary, ./check and the scripts here.
# Works with bash 3.2 (macOS) and starts no process where it can help it: the launcher waits for it.

readonly REQUIRED_JAVA=25

# Sets jdk_version to the feature version (25) of the JDK in folder $1; fails if there is none with a compiler.
read_jdk_version() {
  [[ -x $1/bin/java && -x $1/bin/javac ]] || return 1
  local line version=
  if [[ -r $1/release ]]; then
    while IFS= read -r line; do
      if [[ $line == JAVA_VERSION=* ]]; then
        version=${line#JAVA_VERSION=}
      fi
    done <"$1/release"
  fi
  if [[ -z $version ]]; then
    version=$("$1/bin/javac" -version 2>&1) || return 1
    version=${version#javac }
  fi
  version=${version//\"/}
  version=${version%%[!0-9]*}
  jdk_version=$version
  [[ -n $version ]]
}

# Prints the JDK that the command `java` on the PATH belongs to, through all symlinks.
jdk_of_path() {
  local file target
  file=$(type -P java) || return 1
  while [[ -L $file ]]; do
    target=$(readlink "$file")
    [[ $target == /* ]] || target=${file%/*}/$target
    file=$target
  done
  file=${file%/*}
  printf '%s\n' "${file%/*}"
}

# Prints the places where JDKs usually are, one a line; some may not exist.
usual_jdks() {
  local mac=Library/Java/JavaVirtualMachines
  printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* /"$mac"/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    ~/.sdkman/candidates/java/* ~/.jdks/* ~/.asdf/installs/java/* ~/.local/share/mise/installs/java/* ~/"$mac"/*/Contents/Home
  if [[ -x /usr/libexec/java_home ]]; then
    /usr/libexec/java_home -v "$REQUIRED_JAVA+" 2>/dev/null || true
  fi
}

# Sets and exports JAVA_HOME to a JDK that is new enough: the one in JAVA_HOME, else the one on the
# PATH, else the lowest that suffices in the usual places. Fails, saying what to install, if there is none.
find_jdk() {
  local candidate best= best_version=999
  for candidate in "${JAVA_HOME:-}" "$(jdk_of_path)"; do
    if [[ -n $candidate ]] && read_jdk_version "$candidate" && ((jdk_version >= REQUIRED_JAVA)); then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  while IFS= read -r candidate; do
    if read_jdk_version "$candidate" && ((jdk_version >= REQUIRED_JAVA && jdk_version < best_version)); then
      best=$candidate best_version=$jdk_version
    fi
  done < <(usual_jdks)
  if [[ -n $best ]]; then
    export JAVA_HOME=$best
    return 0
  fi
  cat >&2 <<EOF
Tributary needs a JDK $REQUIRED_JAVA or newer, and none was found (looked in: ${JAVA_HOME:+JAVA_HOME=$JAVA_HOME, }the PATH, /usr/lib/jvm, /opt, ~/.sdkman and the like).
Install one, for example Eclipse Temurin $REQUIRED_JAVA (package temurin-$REQUIRED_JAVA-jdk or openjdk-$REQUIRED_JAVA-jdk), or set JAVA_HOME to where one is.
EOF
  return 1
}

# Fails, saying what to install, if there is no Maven.
find_maven() {
  type -P mvn >/dev/null && return 0
  cat >&2 <<EOF
Tributary is built with Maven 3.8 or newer, and there is no command mvn on the PATH.
Install it (package maven on Debian, Ubuntu, Fedora and Homebrew) and try again.
EOF
  return 1
}
