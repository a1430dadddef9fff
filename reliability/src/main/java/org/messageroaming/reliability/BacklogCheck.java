package org.messageroaming.reliability;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.messageroaming.reliability.load.Violations;
import tools.jackson.databind.JsonNode;

/** An inbox that was owed all of one conversation, and nothing else: F1, I1, I4, H5. */
final class BacklogCheck {
    private final Violations violations;

    BacklogCheck(Violations violations) {
        this.violations = violations;
    }

    /**
     * Checks everything that an inbox has.
     *
     * @param sent the conversation's texts by sequence, from 1 without holes
     */
    void check(String user, List<JsonNode> entries, Map<Long, String> sent) {
        Set<String> ids = new HashSet<>();
        Set<Long> seqs = new HashSet<>();
        long before = 0;
        long place = 0;
        for (JsonNode entry : entries) {
            long number = entry.path("seq").asLong();
            violations.require(
                    place == 0 || number == place + 1, "I1", user + " has entry " + number + " after " + place);
            place = number;
            violations.require(ids.add(entry.path("entryId").asString()), "I4", user + " has twice " + entry);
            long seq = entry.path("message").path("seq").asLong();
            violations.require(seqs.add(seq), "I4", user + " has #" + seq + " twice");
            violations.require(seq > before, "F1 order", user + " has #" + seq + " after #" + before);
            before = seq;
            String text = entry.path("message").path("content").path("text").asString("");
            violations.require(
                    text.equals(sent.get(seq)), "H5", user + " has #" + seq + " as " + text + ", not " + sent.get(seq));
        }
        for (long seq = 1; seq <= sent.size(); seq++) {
            violations.require(seqs.contains(seq), "F1", user + " was owed #" + seq + " and has it not");
        }
    }
}
