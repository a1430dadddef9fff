package org.messageroaming.reliability.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Thousands of malformed requests per operation. {@code -Droaming.fuzz.requests} sets how many, {@code -Droaming.seed} repeats a
 * run: the requests are the same, only their interleaving is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzIT {
    private static final int REQUESTS = Integer.getInteger("roaming.fuzz.requests", 1000);
    private static final long SEED = Long.getLong("roaming.seed", System.nanoTime());

    /** Not a measure of speed: what takes this long is not going to be answered. */
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private final List<String> report = new ArrayList<>();
    private Services services;
    private Wire offline;
    private Wire history;
    private Worlds worlds;

    @BeforeAll
    void start() {
        services = new Services();
        offline = new Wire(services.offline(), DEADLINE, watch);
        history = new Wire(services.history(), DEADLINE, watch);
        worlds = new Worlds(offline, history, services.tokens);
    }

    @AfterAll
    void stop() throws IOException {
        services.close();
        watch.shutdownNow();
        Files.write(
                Path.of("target", "fuzz-requests.txt"), report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @TestFactory
    Stream<DynamicTest> whatIsMalformedIsRefusedAndChangesNothing() {
        return Stream.concat(attacks(services.offline(), offline), attacks(services.history(), history));
    }

    private Stream<DynamicTest> attacks(URI service, Wire wire) {
        ApiDocument document = document(wire);
        Stream<DynamicTest> operations = document.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.key(),
                        () -> attack(service, operation.key(), new Bent(operation, document.fieldNames()))));
        DynamicTest strays = DynamicTest.dynamicTest(
                "what the document does not name, of " + service,
                () -> attack(service, "strays", new Strays(document.fieldNames())));
        return Stream.concat(operations, Stream.of(strays));
    }

    private ApiDocument document(Wire wire) {
        Answer answer = wire.send(Attack.of("GET", "/v3/api-docs", services.tokens.user("reader"), null));
        ApiDocument document = ApiDocument.parse(answer.body());
        assertThat(document.operations()).as("%s", answer).hasSizeGreaterThan(4);
        return document;
    }

    private void attack(URI service, String name, Campaign.Source source) {
        Findings findings = new Findings(SEED);
        long start = System.nanoTime();
        try (Crew crew = new Crew(service, DEADLINE, watch)) {
            new Campaign(crew, worlds, offline, history, source, findings).run(REQUESTS);
        }
        report.add(name + ": " + findings.answers() + " answers in " + (System.nanoTime() - start) / 1_000_000
                + " ms, by status " + findings.statuses());
        assertThat(findings.all()).as("seed %d", SEED).isEmpty();
        assertThat(findings.statuses().keySet())
                .as("the requests are bent from valid ones, so some are still valid; seed %d", SEED)
                .anyMatch(status -> status >= 200 && status < 300);
    }

    /** Nothing more comes, and the connection stays open: sooner or later the service gives up. */
    @Test
    void aRequestThatNeverEndsIsGivenUp() {
        Stalls stalls = new Stalls(worlds.create(), watch);
        assertThat(stalls.attack(services.offline(), document(offline))).isEmpty();
        assertThat(stalls.attack(services.history(), document(history))).isEmpty();
    }

    /** A new world is a conversation whose messages and operations reach the inboxes. */
    @AfterEach
    void bothServicesAreStillWell() {
        assertThat(worlds.create().cursors().inbox()).isNotEmpty();
        assertThat(worlds.isReady(offline)).isTrue();
        assertThat(worlds.isReady(history)).isTrue();
        assertThat(services.unforeseen()).as("seed %d", SEED).isEmpty();
    }
}
