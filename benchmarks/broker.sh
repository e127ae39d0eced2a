# The broker of a benchmark. Sourced by run.

# Sets broker_uri: that of TRIBUTARY_TEST_RABBITMQ_URI, whose virtual host is ours to use, or of a node of the
# installed RabbitMQ that serves this process alone, on disk, and ends with it. Such a node may be restarted: who ends
# the process that broker_node names (a file; empty if the node is not ours) gets another on the same data.
start_broker() {
  broker_uri=${TRIBUTARY_TEST_RABBITMQ_URI:-}
  broker_node=
  [[ -z $broker_uri ]] || return 0
  local server=/usr/lib/rabbitmq/bin/rabbitmq-server
  if [[ ! -x $server ]]; then
    echo "no RabbitMQ: install rabbitmq-server, or set TRIBUTARY_TEST_RABBITMQ_URI=amqp://user:password@host/vhost" >&2
    exit 1
  fi
  broker_folder=$(mktemp -d "$PWD/benchmarks/target/broker-XXXXXX")
  local port=$((20000 + RANDOM % 10000))
  broker_node=$broker_folder/node.pid
  : >"$broker_folder/rabbitmq-env.conf"
  echo "[]." >"$broker_folder/enabled_plugins"
  echo "listeners.tcp.1 = 127.0.0.1:$port" >"$broker_folder/rabbitmq.conf"
  (
    export HOME=$broker_folder RUNNING_UNDER_SYSTEMD=true
    export RABBITMQ_NODENAME=benchmark-$port@localhost RABBITMQ_NODE_PORT=$port RABBITMQ_DIST_PORT=$((port + 1))
    export RABBITMQ_MNESIA_BASE=$broker_folder/mnesia RABBITMQ_LOG_BASE=$broker_folder/log
    export RABBITMQ_CONFIG_FILE=$broker_folder/rabbitmq.conf RABBITMQ_CONF_ENV_FILE=$broker_folder/rabbitmq-env.conf
    export RABBITMQ_ENABLED_PLUGINS_FILE=$broker_folder/enabled_plugins RABBITMQ_SCHEMA_DIR=$broker_folder/schema
    export RABBITMQ_GENERATED_CONFIG_DIR=$broker_folder/config RABBITMQ_PID_FILE=$broker_folder/pid
    export ERL_AFLAGS="-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"
    export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((port + 2))
    trap 'kill $(jobs -p) 2>/dev/null || true; wait; exit' TERM
    epmd &
    port_mapper=$!
    while true; do
      "$server" >>"$broker_folder/output" 2>&1 </dev/null &
      echo $! >"$broker_node"
      wait $! || break
    done
    kill "$port_mapper"
  ) &
  broker=$!
  trap stop_broker EXIT
  for ((tries = 0; tries < 300; tries++)); do
    kill -0 "$broker" 2>/dev/null || break
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      broker_uri=amqp://guest:guest@127.0.0.1:$port
      return 0
    fi
    sleep 0.2
  done
  echo "RabbitMQ does not start:" >&2
  cat "$broker_folder/output" >&2
  exit 1
}

stop_broker() {
  kill "$broker" 2>/dev/null || true
  wait "$broker" 2>/dev/null || true
  rm -rf "$broker_folder"
}
