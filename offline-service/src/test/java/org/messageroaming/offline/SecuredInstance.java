package org.messageroaming.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.messageroaming.localstack.Certificates;
import org.messageroaming.localstack.RedisCluster;
import org.messageroaming.localstack.RedisClusterOptions;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.Secrets;
import org.messageroaming.localstack.Tokens;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with the profiles for TLS, on a Redis in TLS with the users of {@code deploy/}. */
final class SecuredInstance {
    private static final Path USERS = Path.of("../deploy/redis/users.acl");

    private SecuredInstance() {}

    static RedisServer redis(Path folder, Certificates certificates, Secrets secrets) throws IOException {
        Path users = Files.writeString(folder.resolve("users.acl"), secrets.withHashes(USERS));
        return RedisServer.start(options(certificates, users));
    }

    /** Three masters, formed before the users come: nobody but them may do anything any more then. */
    static RedisCluster cluster(Path folder, Certificates certificates, Secrets secrets) throws IOException {
        Path users = Files.createFile(folder.resolve("users.acl"));
        RedisCluster cluster =
                RedisCluster.start(RedisClusterOptions.defaults().withEach(options(certificates, users)));
        Files.writeString(users, secrets.withHashes(USERS));
        IntStream.range(0, cluster.size()).forEach(node -> cluster.node(node).ask("ACL LOAD"));
        return cluster;
    }

    private static RedisOptions options(Certificates certificates, Path users) {
        return RedisOptions.defaults().withTls(certificates).withArguments("--aclfile", users.toString());
    }

    /** @param believed the authority whose servers the service calls */
    static ConfigurableApplicationContext start(
            RedisServer redis, Certificates shown, Path believed, Secrets secrets, Tokens tokens, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=tls,tls-inside",
                "--ROAMING_TLS_CERTIFICATE=file:" + shown.certificate(),
                "--ROAMING_TLS_KEY=file:" + shown.privateKey(),
                "--ROAMING_TLS_CA=file:" + believed,
                "--spring.ssl.bundle.pem.inside.keystore.certificate=file:" + shown.certificate(),
                "--spring.ssl.bundle.pem.inside.keystore.private-key=file:" + shown.privateKey(),
                "--spring.ssl.bundle.watch.file.quiet-period=200ms",
                "--server.port=0",
                // As the certificate has it, and not 127.0.0.1 alone.
                "--spring.data.redis.host=localhost",
                "--spring.data.redis.port=" + redis.port(),
                "--spring.data.redis.username=offline-service",
                "--spring.data.redis.password=" + secrets.password("redis-offline-service")));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(OfflineServiceApplication.class)
                .properties(new HashMap<>(tokens.properties()))
                .run(arguments.toArray(String[]::new));
    }

    static int port(ConfigurableApplicationContext instance) {
        return Integer.parseInt(instance.getEnvironment().getRequiredProperty("local.server.port"));
    }
}
