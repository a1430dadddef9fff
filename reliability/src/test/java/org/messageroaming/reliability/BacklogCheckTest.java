package org.messageroaming.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.reliability.load.Violations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BacklogCheckTest {
    private static final Map<Long, String> SENT = Map.of(1L, "text 1", 2L, "text 2", 3L, "text 3");

    private static JsonNode entry(long number, String id, long seq) {
        ObjectNode entry = WireJson.MAPPER.createObjectNode().put("seq", number).put("entryId", id);
        entry.putObject("message").put("seq", seq).putObject("content").put("text", "text " + seq);
        return entry;
    }

    private static List<String> found(JsonNode... entries) {
        Violations violations = new Violations();
        new BacklogCheck(violations).check("ben", List.of(entries), SENT);
        return violations.all().stream().map(Violations.Violation::invariant).toList();
    }

    @Test
    void everythingOnceAndInOrderIsClean() {
        assertThat(found(entry(1, "a", 1), entry(2, "b", 2), entry(3, "c", 3))).isEmpty();
    }

    @Test
    void whatIsMissingIsFound() {
        assertThat(found(entry(1, "a", 1), entry(2, "c", 3))).containsExactly("F1");
        assertThat(found()).containsExactly("F1", "F1", "F1");
    }

    @Test
    void whatIsOutOfOrderIsFound() {
        assertThat(found(entry(1, "b", 2), entry(2, "a", 1), entry(3, "c", 3))).containsExactly("F1 order");
    }

    @Test
    void whatIsThereTwiceIsFound() {
        assertThat(found(entry(1, "a", 1), entry(2, "b", 2), entry(3, "x", 2), entry(4, "c", 3)))
                .containsExactly("I4", "F1 order");
        assertThat(found(entry(1, "a", 1), entry(2, "a", 2), entry(3, "c", 3))).containsExactly("I4");
    }

    @Test
    void aHoleInTheNumbersIsFound() {
        assertThat(found(entry(1, "a", 1), entry(3, "b", 2), entry(4, "c", 3))).containsExactly("I1");
    }

    @Test
    void anotherContentIsFound() {
        List<JsonNode> entries = new ArrayList<>(List.of(entry(1, "a", 1), entry(2, "b", 2), entry(3, "c", 3)));
        ((ObjectNode) entries.get(1).path("message").path("content")).put("text", "other");
        assertThat(found(entries.toArray(JsonNode[]::new))).containsExactly("H5");
    }
}
