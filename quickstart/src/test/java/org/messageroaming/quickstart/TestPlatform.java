package org.messageroaming.quickstart;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.messageroaming.localstack.Progress;
import org.messageroaming.localstack.SharedStack;
import org.messageroaming.localstack.Tokens;

/** Services on the build's Redis and Cassandra, with keys and a keyspace of their own. */
final class TestPlatform {

    private TestPlatform() {}

    static Platform create(Tokens tokens, Map<String, String> more) {
        String own = UUID.randomUUID().toString().replace("-", "");
        Map<String, String> environment = new HashMap<>(more);
        environment.put("ROAMING_HISTORY_SCHEMA_KEYSPACE", "e2e_" + own);
        environment.put("ROAMING_OFFLINE_INBOX_KEYPREFIX", "e2e-" + own);
        return new Platform(
                Path.of("").toAbsolutePath().resolve("..").normalize(),
                SharedStack.redis(),
                SharedStack.cassandra(),
                tokens,
                Progress.silent(),
                environment);
    }
}
