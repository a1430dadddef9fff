package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.messageroaming.localstack.CassandraOptions;
import org.messageroaming.localstack.CassandraServer;
import org.messageroaming.localstack.Certificates;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.Secrets;

/** A Redis and a Cassandra in TLS, with the users, the roles and the tables of {@code deploy/}, made by its files and Compose's. */
final class SecuredStores implements AutoCloseable {
    static final Path REPOSITORY = Path.of("").toAbsolutePath().resolve("..").normalize();

    private static final Path DEPLOY = REPOSITORY.resolve("deploy");
    private static final Path TABLES = REPOSITORY.resolve("history-service/src/main/resources/cql");

    private final Secrets secrets = new Secrets();
    private final Path folder;
    private final Certificates certificates;
    private final RedisServer redis;
    private final CassandraServer cassandra;

    SecuredStores(Path folder, Certificates certificates) throws IOException {
        this.folder = folder;
        this.certificates = certificates;
        Path users =
                Files.writeString(folder.resolve("users.acl"), secrets.withHashes(DEPLOY.resolve("redis/users.acl")));
        redis = RedisServer.start(
                RedisOptions.defaults().withTls(certificates).withArguments("--aclfile", users.toString()));
        cassandra = CassandraServer.start(CassandraOptions.defaults()
                .withHeapMebibytes(512)
                .withTls(certificates)
                // What a cassandra.yaml says that nobody has touched.
                .withSettings(Map.of(
                        "authenticator",
                        "{class_name: AllowAllAuthenticator}",
                        "authorizer",
                        "{class_name: AllowAllAuthorizer}"))
                .withJvmOptions(compose()));
    }

    /** By which Compose has Cassandra ask who somebody is. */
    private static List<String> compose() throws IOException {
        List<String> options = Files.readAllLines(REPOSITORY.resolve("docker-compose.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("-Dcassandra."))
                .toList();
        assertThat(options).isNotEmpty();
        return options;
    }

    /** What {@code deploy/cassandra/apply} does. */
    void createRolesAndTables() throws IOException {
        // The first superuser comes a moment after the first answer.
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            try (CqlSession first =
                    builder().withAuthCredentials("cassandra", "cassandra").build()) {
                first.execute("CREATE ROLE IF NOT EXISTS roaming_admin WITH SUPERUSER = true AND LOGIN = true"
                        + " AND PASSWORD = '" + secrets.password("cassandra-admin") + "'");
            }
        });
        try (CqlSession admin = session("roaming_admin", "cassandra-admin")) {
            run(admin, secrets.withPasswords(DEPLOY.resolve("cassandra/roles.cql")));
        }
        try (CqlSession owner = session("roaming_schema", "cassandra-schema");
                DirectoryStream<Path> found = Files.newDirectoryStream(TABLES, "*.cql")) {
            owner.execute("USE roaming");
            List<Path> files = new ArrayList<>();
            found.forEach(files::add);
            files.sort(null);
            for (Path file : files) {
                run(owner, Files.readString(file));
            }
        }
    }

    private static void run(CqlSession session, String text) {
        Arrays.stream(text.replaceAll("--[^\\n]*", "").split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .forEach(session::execute);
    }

    /** As a role, with the password of this name. */
    CqlSession session(String role, String password) {
        return builder().withAuthCredentials(role, secrets.password(password)).build();
    }

    /** As somebody who believes in the authority and does not say who he is. */
    CqlSessionBuilder builder() {
        return plain().withSslContext(certificates.context());
    }

    /** In plain text. */
    CqlSessionBuilder plain() {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(cassandra.endpoint().host(), cassandra.port()))
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(10))
                        .build());
    }

    /** The environment of a service that has these stores, and its certificate from the same authority. */
    Map<String, String> environment(String service, String cassandraPassword) throws IOException {
        Path passwords = Files.createDirectories(folder.resolve(service));
        write(passwords.resolve("spring.data.redis.password"), secrets.password("redis-" + service));
        write(passwords.resolve("spring.cassandra.password"), secrets.password(cassandraPassword));
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "tls,tls-inside");
        environment.put("SPRING_CONFIG_IMPORT", "configtree:" + passwords + "/");
        environment.put("ROAMING_TLS_CERTIFICATE", "file:" + certificates.certificate());
        environment.put("ROAMING_TLS_KEY", "file:" + certificates.privateKey());
        environment.put("ROAMING_TLS_CA", "file:" + certificates.authority());
        environment.put("SPRING_SSL_BUNDLE_PEM_INSIDE_KEYSTORE_CERTIFICATE", "file:" + certificates.certificate());
        environment.put("SPRING_SSL_BUNDLE_PEM_INSIDE_KEYSTORE_PRIVATEKEY", "file:" + certificates.privateKey());
        environment.put("ROAMING_REDIS_HOST", redis.endpoint().host());
        environment.put("ROAMING_REDIS_PORT", Integer.toString(redis.port()));
        environment.put("SPRING_DATA_REDIS_USERNAME", service);
        environment.put("ROAMING_CASSANDRA_CONTACT_POINTS", cassandra.endpoint().toString());
        environment.put("SPRING_CASSANDRA_USERNAME", "roaming_history");
        return environment;
    }

    /** With the line's end that a file written by hand or by openssl has. */
    private static void write(Path file, String password) throws IOException {
        Files.writeString(file, password + "\n");
    }

    @Override
    public void close() {
        cassandra.close();
        redis.close();
    }
}
