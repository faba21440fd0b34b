import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/** One node of the tests' cluster: java -cp 'lib/*' ClusterNode.java HOME NAME=VALUE... */
public class ClusterNode extends Node {
    ClusterNode(Environment environment) {
        super(
            environment,
            List.of(
                Netty4Plugin.class,
                CommonAnalysisPlugin.class,
                PainlessPlugin.class
            ),
            false
        );
    }

    /** Start a node, and stop it when standard input ends: whoever started it has gone. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Settings.Builder settings = Settings.builder().put("path.home", home);
        for (int number = 1; number < arguments.length; number++) {
            String[] pair = arguments[number].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Map.of(), home.resolve("config"), () -> "naba"
        );
        try (ClusterNode node = new ClusterNode(environment)) {
            node.start();
            while (System.in.read() >= 0) {
            }
        }
        System.exit(0);
    }
}
