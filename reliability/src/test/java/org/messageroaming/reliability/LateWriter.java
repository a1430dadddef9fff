package org.messageroaming.reliability;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.messageroaming.reliability.deployment.Instance;
import org.messageroaming.reliability.load.CallLog;
import org.messageroaming.reliability.load.Calls;
import org.messageroaming.reliability.load.Violations;

/**
 * One instance claims a message and falls asleep; another applies it, and an edit of it; then the first one wakes up, applies the
 * message once more and dies. The edit must stand.
 */
final class LateWriter {
    private static final Duration ASLEEP = Duration.ofSeconds(4);
    private static final Duration IMPATIENT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration DIES_WITHIN = Duration.ofSeconds(30);

    private final Experiment experiment;
    private final String name = "late" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final Violations violations = new Violations();
    private final CallLog log;
    private final Calls calls;

    LateWriter(Experiment experiment) {
        this.experiment = experiment;
        this.log = new CallLog(experiment.services().logs().resolve(name + "-calls.tsv"));
        this.calls = new Calls(violations, log);
    }

    /** Needs two instances of history-service that nobody else uses meanwhile, and leaves them as they were. */
    List<Violations.Violation> run() throws InterruptedException {
        Instance late = experiment.services().history().get(0);
        try {
            play(late, experiment.services().history().get(1));
        } finally {
            late.revive();
            log.close();
        }
        return violations.all();
    }

    private void play(Instance late, Instance other) throws InterruptedException {
        String path = "/v1/conversations/" + name;
        String service = experiment.tokens().service("late-writer");
        String sender = experiment.tokens().user(name);
        Object group = Map.of("kind", "GROUP", "members", List.of(name, name + "-reader"));
        done(calls.call("PUT", at(other, path), service, group, PATIENCE));
        done(calls.call("POST", at(late, path + "/messages"), sender, message("first"), PATIENCE));

        late.arm("CLAIMED", "LINGER", 1, ASLEEP);
        calls.call("POST", at(late, path + "/messages"), sender, message("second"), IMPATIENT);
        late.arm("APPLIED", "KILL", 1, Duration.ZERO);
        done(calls.call("POST", at(other, path + "/messages"), sender, message("second"), PATIENCE));
        Object edit = Map.of("operationId", "edit", "type", "EDIT", "seq", 2, "content", Map.of("text", "edited"));
        done(calls.call("POST", at(other, path + "/operations"), sender, edit, PATIENCE));
        violations.require(late.isAlive(), "HARNESS", "the late writer woke up too soon");
        violations.require(late.awaitDeath(DIES_WITHIN), "HARNESS", "the late writer did not write");

        Calls.Answer page = calls.call("GET", at(other, path + "/messages?after=1&limit=1"), sender, null, PATIENCE);
        String text = page.body().at("/messages/0/content/text").asString("");
        violations.require(text.equals("edited"), "H5", name + "#2 was edited and then written over: " + page);
    }

    private static Map<String, Object> message(String text) {
        return Map.of("clientMessageId", text, "type", "text", "content", Map.of("text", text));
    }

    private static URI at(Instance instance, String path) {
        return URI.create(instance.uri() + path);
    }

    private void done(Calls.Answer answer) {
        violations.require(answer.isDone(), "HARNESS", "not done: " + answer);
    }
}
