package org.messageroaming.reliability.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Load;
import org.messageroaming.reliability.load.Sender;
import org.messageroaming.reliability.load.Violations;
import org.messageroaming.reliability.load.Witness;
import org.messageroaming.reliability.load.World;
import tools.jackson.databind.JsonNode;

/** What each user was given, by pages and by the inbox, against what history holds: F1, H4, H5, I1, I4. */
final class InboxCheck {
    private final Pages pages;
    private final HistoryCheck history;
    private final Violations violations;
    private final boolean losesWrites;
    private final Map<String, Fate> fates = new HashMap<>();

    /** @param losesWrites whether Redis went back to an older copy of its data */
    InboxCheck(Pages pages, HistoryCheck history, Violations violations, boolean losesWrites) {
        this.pages = pages;
        this.history = history;
        this.violations = violations;
        this.losesWrites = losesWrites;
    }

    void run(Load load) {
        load.senders().stream()
                .flatMap(sender -> sender.fates().stream())
                .filter(fate -> fate.seq() > 0)
                .forEach(fate -> fates.put(fate.group().id() + "#" + fate.seq(), fate));
        for (int i = 0; i < load.witnesses().size(); i++) {
            Witness witness = load.witnesses().get(i);
            Sender sender = load.senders().get(i);
            check(witness, sender, load.world());
            checkKept(witness.user());
        }
    }

    private void check(Witness witness, Sender sender, World world) {
        Set<String> expected = new HashSet<>();
        Stream.concat(world.groups().stream(), Stream.of(world.hot()))
                .filter(group -> group.members().contains(witness.user()))
                .forEach(group -> expected.addAll(expected(group, witness.user(), sender)));
        for (String message : expected) {
            violations.require(
                    fates.containsKey(message)
                            || witness.messages().contains(message)
                            || (losesWrites && witness.gaps() > 0),
                    "F1",
                    witness.user() + " was never given " + message + ", which was not acknowledged, but is there");
        }
        String clocks = world.hot().id() + "-clock-";
        for (String message : witness.messages()) {
            violations.require(
                    expected.contains(message) || message.startsWith(clocks),
                    "H4",
                    witness.user() + " was given " + message + ", which it may not see");
        }
        checkRead(sender);
    }

    /** Who was there all the time sees everything but what it deleted; who came and went is believed as to what it saw. */
    private Set<String> expected(World.Group group, String user, Sender sender) {
        Set<String> shown = pages.conversation(group.id(), user).stream()
                .map(message -> group.id() + "#" + message.path("seq").asLong())
                .collect(Collectors.toSet());
        if (group.churns()) {
            return shown;
        }
        Set<String> all = new HashSet<>();
        for (JsonNode message : history.messages(group.id())) {
            String key = group.id() + "#" + message.path("seq").asLong();
            all.add(key);
            Fate.State deletion = sender.deletions().getOrDefault(key, Fate.State.NEVER);
            boolean there = shown.contains(key);
            violations.require(
                    there || deletion == Fate.State.DONE || deletion == Fate.State.UNKNOWN,
                    "H4",
                    user + " is not shown " + key + " though it never left");
            violations.require(
                    !there || deletion != Fate.State.DONE, "H5", user + " deleted " + key + " and is shown it");
        }
        return all;
    }

    private void checkRead(Sender sender) {
        Map<String, Long> readUpTo = pages.list(sender.user()).stream()
                .collect(Collectors.toMap(
                        summary -> summary.path("conversationId").asString(),
                        summary -> summary.path("readUpToSeq").asLong()));
        sender.read()
                .forEach((conversation, seq) -> violations.require(
                        readUpTo.getOrDefault(conversation, 0L) >= seq,
                        "H5",
                        sender.user() + " has read " + conversation + " up to " + seq + ", and the list says "
                                + readUpTo.get(conversation)));
    }

    /** The inbox as a device finds it that comes now. */
    private void checkKept(String user) {
        Set<String> ids = new HashSet<>();
        Set<String> messages = new HashSet<>();
        long before = 0;
        for (JsonNode entry : pages.inbox(user)) {
            long seq = entry.path("seq").asLong();
            violations.require(before == 0 || seq == before + 1, "I1", user + " has " + seq + " after " + before);
            before = seq;
            String id = entry.path("entryId").asString();
            violations.require(ids.add(id), "I4", user + " has " + id + " twice");
            if (entry.path("message").isObject()) {
                String key = entry.path("message").path("conversationId").asString() + "#"
                        + entry.path("message").path("seq").asLong();
                violations.require(messages.add(key), "I4", user + " has " + key + " twice");
                checkScrubbed(user, key, entry.path("message").path("content"));
            }
        }
    }

    private void checkScrubbed(String user, String key, JsonNode content) {
        Fate fate = fates.get(key);
        boolean recalled = fate != null && fate.recall() == Fate.State.DONE;
        violations.require(
                !recalled || content.isNull() || content.isMissingNode() || losesWrites,
                "H5",
                user + "'s inbox still has the content of " + fate + ", which was recalled");
    }
}
