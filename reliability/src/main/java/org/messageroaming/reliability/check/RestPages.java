package org.messageroaming.reliability.check;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.reliability.deployment.Services;
import org.messageroaming.reliability.load.Calls;
import tools.jackson.databind.JsonNode;

/** Reads whole conversations, inboxes and lists once everything is healed. */
final class RestPages implements Pages {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TRIES = 60;

    private final Services services;
    private final Tokens tokens;
    private final Calls calls;

    RestPages(Services services, Tokens tokens, Calls calls) {
        this.services = services;
        this.tokens = tokens;
        this.calls = calls;
    }

    @Override
    public List<JsonNode> conversation(String id, String user) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page;
        do {
            String anchor = all.isEmpty()
                    ? "around=1"
                    : "after=" + all.get(all.size() - 1).path("seq").asLong();
            String path = "/v1/conversations/" + id + "/messages?limit=200&" + anchor;
            page = get(services.historyUri() + path, tokenOf(user));
            page.path("messages").values().forEach(all::add);
        } while (page.path("hasNewer").asBoolean() && page.path("messages").size() > 0);
        return all;
    }

    @Override
    public List<JsonNode> inbox(String user) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = get(services.offlineUri() + "/v1/users/me/inbox?limit=1000" + after, tokens.user(user));
            page.path("entries").values().forEach(all::add);
            after = "&after=" + page.path("cursor").asString();
        } while (page.path("hasMore").asBoolean());
        return all;
    }

    @Override
    public List<JsonNode> list(String user) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        JsonNode page;
        do {
            page = get(services.historyUri() + "/v1/users/me/conversations?limit=200" + cursor, tokens.user(user));
            page.path("conversations").values().forEach(all::add);
            cursor = "&cursor=" + page.path("nextCursor").asString("");
        } while (page.has("nextCursor"));
        return all;
    }

    @Override
    public List<JsonNode> members(String conversation) {
        JsonNode answer = get(services.historyUri() + "/v1/conversations/" + conversation + "/members", tokenOf(""));
        return List.copyOf(answer.path("members").values());
    }

    private String tokenOf(String user) {
        return user.isEmpty() ? tokens.service("checker") : tokens.user(user);
    }

    private JsonNode get(String uri, String token) {
        Calls.Answer answer = calls.call("GET", URI.create(uri), token, null, PATIENCE);
        for (int i = 0; i < TRIES && !answer.isDone() && !answer.isRefusal(); i++) {
            pause();
            answer = calls.call("GET", URI.create(uri), token, null, PATIENCE);
        }
        if (answer.isRefusal() && answer.status() == 404) {
            return answer.body();
        }
        if (!answer.isDone()) {
            throw new IllegalStateException("cannot check: GET " + uri + " answers " + answer);
        }
        return answer.body();
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
