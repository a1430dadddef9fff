package org.messageroaming.reliability.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that the services tell of a world. Cursors are left out: one for the same place says when it was given.
 *
 * @param answers by request
 */
record WorldDigest(Map<String, String> answers) {
    private static final Set<String> MOVING = Set.of("cursor", "nextCursor");

    static WorldDigest of(World world, Wire offline, Wire history) {
        Map<String, String> answers = new LinkedHashMap<>();
        String talk = "/v1/conversations/" + world.conversation();
        List<String> historical = new ArrayList<>(List.of(
                talk,
                talk + "/members",
                talk + "/messages?limit=200",
                talk + "/changes?limit=200",
                "/v1/conversations/" + world.pair() + "/messages"));
        for (int number = 0; number < World.unbornCount(); number++) {
            historical.add("/v1/conversations/" + world.unborn(number));
        }
        for (String user : List.of(world.ann(), world.bob(), world.cid(), world.eve())) {
            historical.add("/v1/users/" + user + "/conversations");
            answers.put(
                    user + " reads",
                    tell(history, talk + "/messages?limit=200", world.tokens().user(user)));
            answers.put(
                    user + " is told",
                    tell(history, talk + "/changes?limit=200", world.tokens().user(user)));
            String inbox = "/v1/users/" + user + "/inbox?limit=1000";
            answers.put(inbox, tell(offline, inbox, world.service()));
            String devices = "/v1/users/" + user + "/devices";
            answers.put(devices, tell(offline, devices, world.service()));
        }
        historical.forEach(target -> answers.put(target, tell(history, target, world.service())));
        return new WorldDigest(answers);
    }

    private static String tell(Wire wire, String target, String token) {
        Answer answer = wire.send(Attack.of("GET", target, token, null));
        if (!answer.isSuccess() && !answer.isRefusal()) {
            throw new IllegalStateException("GET " + target + ": " + answer);
        }
        JsonNode body = WireJson.MAPPER.readTree(answer.body());
        strip(body);
        return answer.status() + " " + body;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(MOVING);
        }
        node.values().forEach(WorldDigest::strip);
    }

    /** What another digest of the same world says otherwise; empty when nothing. */
    List<String> differences(WorldDigest later) {
        return answers.entrySet().stream()
                .filter(answer -> !Objects.equals(answer.getValue(), later.answers.get(answer.getKey())))
                .map(answer -> answer.getKey() + "\n  was: " + answer.getValue() + "\n  is:  "
                        + later.answers.get(answer.getKey()))
                .toList();
    }
}
