#!/usr/bin/env bash
# yarn-flink.sh <MainClass> [job arguments]   One submission for the measuring harness: execs the client, so that the
# harness's child process is the client.
# Environment: PEER_HOME        the harness's folder, for its job JAR and its cluster's configuration
#              HADOOP_CONF_DIR  the cluster's configuration; default: the harness's own cluster
#              YARN_FLINK_HOME  the distribution; default: the one built in this tree
#              YARN_FLINK_EXTRA more options, e.g. "-D key=value"
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${YARN_FLINK_HOME:-$here/../../cli/target/yarn-flink}
: "${PEER_HOME:?Set PEER_HOME to the folder of the harness}"
export HADOOP_CONF_DIR=${HADOOP_CONF_DIR:-$PEER_HOME/run/cluster/conf}
main=$1
shift
# shellcheck disable=SC2086 # several options in one variable are meant to be split
exec "$home/bin/yarn-flink" run-application ${YARN_FLINK_EXTRA:-} -c "peer.jobs.$main" \
  "$PEER_HOME/jobs/target/peer-jobs.jar" "$@"
