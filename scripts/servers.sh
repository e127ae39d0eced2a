# Finds the servers that the tests run against, or installs them. Sourced by ./check and .ci/run.

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

# Installs what is missing, if it may. Sets missing_servers to what is to be said of those that are missing still.
find_servers() {
  missing_servers=
  have_rabbitmq || install_packages rabbitmq-server || true
  have_rabbitmq || missing_servers="SKIPPED: the tests of plugins/rabbitmq, for want of a broker. Run: apt-get install rabbitmq-server, or set TRIBUTARY_TEST_RABBITMQ_URI=amqp://user:password@host/vhost"
}
