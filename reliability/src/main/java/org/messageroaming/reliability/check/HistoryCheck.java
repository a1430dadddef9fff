package org.messageroaming.reliability.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Violations;
import org.messageroaming.reliability.load.World;
import tools.jackson.databind.JsonNode;

/** History against what was asked and answered: H1, H2, H5. */
final class HistoryCheck {
    private final Evidence evidence;
    private final Pages pages;
    private final Violations violations;
    private final Map<String, List<JsonNode>> conversations = new HashMap<>();

    HistoryCheck(Evidence evidence, Pages pages, Violations violations) {
        this.evidence = evidence;
        this.pages = pages;
        this.violations = violations;
    }

    /** Reads and checks all conversations of a round. */
    void run() {
        for (World.Group group : evidence.groups()) {
            Map<String, Fate> asked = new HashMap<>();
            evidence.fates(group).forEach(fate -> asked.put(fate.sender() + " " + fate.clientMessageId(), fate));
            check(group, asked);
        }
    }

    /** A conversation's messages as they were read. */
    List<JsonNode> messages(String conversation) {
        return conversations.getOrDefault(conversation, List.of());
    }

    private void check(World.Group group, Map<String, Fate> asked) {
        List<JsonNode> stored = read(group.id());
        Map<String, JsonNode> byKey = new HashMap<>();
        for (JsonNode message : stored) {
            String key = key(message);
            JsonNode twin = byKey.put(key, message);
            violations.require(twin == null, "H2", group.id() + " has " + key + " twice: " + twin + ", " + message);
            violations.require(asked.containsKey(key), "H2", group.id() + " has what nobody sent: " + message);
        }
        asked.forEach((key, fate) -> check(fate, byKey.get(key)));
    }

    private void check(Fate fate, @Nullable JsonNode message) {
        if (message == null) {
            violations.require(fate.append() != Fate.State.DONE, "F1", "acknowledged and lost: " + fate);
            return;
        }
        violations.require(fate.append() != Fate.State.REFUSED, "API", "refused and stored: " + fate);
        violations.require(
                fate.append() != Fate.State.DONE
                        || fate.seq() == message.path("seq").asLong(),
                "H1",
                fate + " was acknowledged at another place than where it is: " + message);
        checkOutcome(fate, message);
    }

    private void checkOutcome(Fate fate, JsonNode message) {
        JsonNode content = message.path("content");
        boolean recalled = content.isNull() || content.isMissingNode();
        Boolean expected = fate.hasContent();
        violations.require(
                expected == null || expected != recalled,
                "H5",
                fate + (recalled ? " has no content though nobody recalled it" : " was recalled and has content"));
        violations.require(
                recalled || fate.possibleContents().contains(content),
                "H5",
                fate + " reads " + content + ", and may read " + fate.possibleContents());
    }

    private List<JsonNode> read(String conversation) {
        List<JsonNode> stored = pages.conversation(conversation, "");
        conversations.put(conversation, stored);
        String before = "";
        for (int i = 0; i < stored.size(); i++) {
            JsonNode message = stored.get(i);
            violations.require(
                    message.path("seq").asLong() == i + 1,
                    "H1",
                    conversation + " has " + message.path("seq") + " at place " + (i + 1));
            String sentAt = message.path("sentAt").asString();
            violations.require(
                    sentAt.compareTo(before) >= 0, "H1", conversation + "#" + (i + 1) + " was sent before " + before);
            before = sentAt;
        }
        return stored;
    }

    private static String key(JsonNode message) {
        return message.path("sender").asString() + " "
                + message.path("clientMessageId").asString();
    }
}
