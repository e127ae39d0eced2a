# Finds the servers and the browser that the tests need, or installs them. Sourced by ./check and .ci/run.

# Installs Debian packages, if it may. None of their services is started: tests start their own, where nobody
# else looks for one. A policy that is there already is left as it is.
install_packages() (
  policy=/usr/sbin/policy-rc.d
  if ! type -P apt-get >/dev/null || [[ $(id -u) != 0 ]]; then
    return 1
  fi
  echo "installing $*"
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  apt-get -qq -o Acquire::http::Timeout=20 update || true
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >/dev/null
)

# Whether there is a RabbitMQ to test with: the one that the environment names, or an installed one (RabbitNode
# in plugins/rabbitmq looks in the same places).
have_rabbitmq() {
  local folder
  [[ -z ${TRIBUTARY_TEST_RABBITMQ_URI:-} ]] || return 0
  for folder in /usr/lib/rabbitmq/bin /usr/local/sbin /usr/sbin; do
    [[ ! -x $folder/rabbitmq-server ]] || return 0
  done
  return 1
}

# Whether there is a browser to test the operator's page with: the one that the environment names, or an installed one
# (TestBrowser in cli looks in the same places).
have_chromium() {
  local program
  for program in "${TRIBUTARY_TEST_CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    [[ -z $program || ! -x $program ]] || return 0
  done
  return 1
}

# Installs what is missing, if it may. Sets missing_servers to what is to be said of those that are missing still.
find_servers() {
  missing_servers=
  have_rabbitmq || install_packages rabbitmq-server || true
  have_rabbitmq || missing_servers="SKIPPED: the tests of plugins/rabbitmq, for want of a broker. Run: apt-get install rabbitmq-server, or set TRIBUTARY_TEST_RABBITMQ_URI=amqp://user:password@host/vhost"
  have_chromium || install_packages chromium || true
  have_chromium || missing_servers+="${missing_servers:+$'\n'}SKIPPED: the tests of the operator's page in a browser, for want of one. Run: apt-get install chromium, or set TRIBUTARY_TEST_CHROMIUM=/path/of/a/chromium"
}
