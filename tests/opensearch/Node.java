import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of a test cluster: java -cp 'jars/*' Node.java FOLDER CLUSTER NAME HTTP_PORT TRANSPORT_PORT SEEDS NAMES.
 * It stops when its standard input ends, and so with the process that started it.
 */
public class Node {
    public static void main(String[] args) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.setMaxHttpPort(-1); // the port given, or none
        runner.onBuild((number, settings) -> {
            settings.put("node.name", args[2]);
            settings.put("http.port", args[3]);
            settings.put("transport.port", args[4]);
            settings.put("network.host", "127.0.0.1");
            settings.putList("discovery.seed_hosts", args[5].split(","));
            settings.putList("cluster.initial_cluster_manager_nodes", args[6].split(","));
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        });
        runner.build(OpenSearchRunner.newConfigs().basePath(args[0]).clusterName(args[1]).numOfNode(1));
        while (System.in.read() >= 0) {
            // only its end matters
        }
        runner.close();
        System.exit(0);
    }
}
