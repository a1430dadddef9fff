package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messageroaming.localstack.Certificates;
import org.messageroaming.localstack.ServiceOptions;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;

/**
 * Everything in TLS, between everybody, with certificates on both sides; HTTP/2 to clients; and each service with the rights in its
 * store that {@code deploy/} gives it. The tables are made by their owner before.
 */
class TlsIT {
    @TempDir
    private static Path folder;

    @TempDir
    private static Path foreign;

    private static Certificates certificates;
    private static SecuredStores stores;

    @BeforeAll
    static void start() throws IOException {
        certificates = Certificates.create(folder);
        stores = new SecuredStores(folder, certificates);
        stores.createRolesAndTables();
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @Test
    void theStoryThatTheRunCommandTellsIsTrueOverHttp2InTls() throws Exception {
        Tokens tokens = Tokens.random();
        HttpClient client =
                HttpClient.newBuilder().sslContext(certificates.context()).build();
        List<String> told = new ArrayList<>();
        try (ServiceProcess offline = service("offline-service", tokens, Map.of());
                ServiceProcess history = service(
                        "history-service",
                        tokens,
                        Map.of(
                                "ROAMING_HISTORY_FANOUT_OFFLINEURI",
                                offline.uri().toString()))) {
            new Scenario(client, offline.uri(), history.uri(), tokens, "tls", told::add).play();
            for (URI service : List.of(offline.uri(), history.uri())) {
                HttpRequest request = HttpRequest.newBuilder(service.resolve("/actuator/health/readiness"))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                                .version())
                        .isEqualTo(HttpClient.Version.HTTP_2);
            }
        }
        assertThat(told).anyMatch(line -> line.contains("带上雨衣"));
    }

    private static ServiceProcess service(String name, Tokens tokens, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(stores.environment(name, "cassandra-history-service"));
        environment.putAll(tokens.environment());
        environment.putAll(more);
        return ServiceProcess.start(ServiceOptions.ofModule(SecuredStores.REPOSITORY, name)
                .withTls(certificates)
                .withEnvironment(environment)
                .withLog(SecuredStores.REPOSITORY.resolve("quickstart/target/logs/" + name + "-tls.log")));
    }

    @Test
    void historyServicesRoleHasTheRowsOfItsTablesAndNothingElse() {
        try (CqlSession session = stores.session("roaming_history", "cassandra-history-service")) {
            assertThat(session.execute("SELECT shard FROM roaming.progress").all())
                    .isNotNull();
            assertRefused(
                    session,
                    "DROP TABLE roaming.timeline",
                    "ALTER TABLE roaming.progress ADD extra int",
                    "CREATE TABLE roaming.other (id int PRIMARY KEY)",
                    "DROP KEYSPACE roaming",
                    "CREATE KEYSPACE other WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
                    "SELECT role FROM system_auth.roles",
                    "INSERT INTO system_auth.roles (role, is_superuser) VALUES ('roaming_history', true)",
                    "CREATE ROLE other",
                    "GRANT DROP ON KEYSPACE roaming TO roaming_history",
                    "ALTER ROLE roaming_history WITH SUPERUSER = true");
        }
    }

    @Test
    void theOwnerOfTheTablesHasNoRightsBesidesThem() {
        try (CqlSession session = stores.session("roaming_schema", "cassandra-schema")) {
            session.execute("CREATE TABLE roaming.extra (id int PRIMARY KEY)");
            session.execute("ALTER TABLE roaming.extra ADD other int");
            session.execute("DROP TABLE roaming.extra");
            assertRefused(
                    session,
                    "SELECT role FROM system_auth.roles",
                    "DROP KEYSPACE system_auth",
                    "CREATE TABLE system_auth.other (id int PRIMARY KEY)",
                    "GRANT DROP ON KEYSPACE roaming TO roaming_history",
                    "CREATE KEYSPACE other WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
                    "CREATE ROLE other");
        }
    }

    private static void assertRefused(CqlSession session, String... statements) {
        for (String statement : statements) {
            assertThatThrownBy(() -> session.execute(statement))
                    .as(statement)
                    .isInstanceOf(UnauthorizedException.class);
        }
    }

    @Test
    void nobodyGetsInWithoutARoleNorByTheSuperuserThatEveryCassandraBeginsWith() {
        assertThatThrownBy(() -> stores.builder().build()).isInstanceOf(AllNodesFailedException.class);
        assertThatThrownBy(() -> stores.builder()
                        .withAuthCredentials("cassandra", "cassandra")
                        .build())
                .isInstanceOf(AllNodesFailedException.class)
                .hasMessageContaining("cassandra is not permitted to log in");
    }

    @Test
    void cassandraAnswersNeitherPlainTextNorWhoHasNoCertificateOfItsAuthority() {
        assertThatThrownBy(() -> stores.plain().withAuthCredentials("a", "b").build())
                .isInstanceOf(AllNodesFailedException.class);
        Certificates others = Certificates.create(foreign);
        assertThatThrownBy(() -> stores.plain()
                        .withSslContext(others.context())
                        .withAuthCredentials("a", "b")
                        .build())
                .isInstanceOf(AllNodesFailedException.class)
                .hasMessageContaining("SSL");
    }
}
