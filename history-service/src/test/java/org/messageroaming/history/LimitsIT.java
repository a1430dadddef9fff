package org.messageroaming.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bodies that are too deep. */
class LimitsIT extends HistoryIT {
    private static final int DEPTH = 10_000;
    private static final String DEEP = "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT  %s",
                "PUT  {\"kind\":\"GROUP\",\"members\":[%s]}",
                "PUT /members/fay %s",
                "PUT /members/fay {\"joinedAt\":%s}",
                "POST /messages %s",
                "POST /messages {\"clientMessageId\":\"m\",\"sender\":\"ann\",\"type\":\"t\",\"content\":%s}",
                "POST /operations %s",
                "POST /operations {\"operationId\":\"o\",\"type\":\"EDIT\",\"seq\":1,\"content\":%s}"
            })
    void whatIsNestedTenThousandDeepIsAnInvalidRequest(String call) throws Exception {
        createGroup("FULL", "ann", "bob");
        append("ann", "m1");
        String[] parts = call.split(" ", 3);
        problem(400, "invalid-request", call(parts[0], path(parts[1]), service, parts[2].replace("%s", DEEP)));
        assertThat(seqs("ann", "")).containsExactly(1L);
    }

    @Test
    void aLineOfAnImportThatIsNestedTenThousandDeepIsRejectedAndTheOthersAreNot() throws Exception {
        createGroup("FULL", "ann", "bob");
        String line =
                "{\"clientMessageId\":\"%s\",\"sender\":\"ann\",\"type\":\"t\",\"sentAt\":\"2026-01-01T00:00:00.000Z\",\"content\":%s}\n";
        String body = line.formatted("a", "{}") + line.formatted("b", DEEP) + DEEP + "\n" + line.formatted("c", "{}");
        JsonNode report = ok(200, call("POST", path("/import"), service, body));
        assertThat(report.path("imported").asInt()).isEqualTo(2);
        assertThat(report.path("rejected").values().stream()
                        .map(rejection -> rejection.path("line").asInt()
                                + rejection.path("code").asString()))
                .containsExactly("2invalid-request", "3invalid-request");
    }
}
