package org.messageroaming.reliability.fuzz;

import java.util.Set;
import java.util.random.RandomGenerator;

/** A request of each operation as a client would make it, drawn from several. An operation that it does not know fails. */
final class ValidRequests {
    private static final String TALK = "/v1/conversations/{conversationId}";
    private static final String USER = "/v1/users/{userId}";
    /** What ends a world in which others are tried: they are asked for somebody who has nothing. */
    private static final Set<String> ERASING = Set.of("DELETE " + USER, "DELETE " + USER + "/inbox");

    private static final Set<String> ANCHORS = Set.of("before", "after", "around", "at", "device");

    private final World world;
    private final RandomGenerator random;

    ValidRequests(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
    }

    /** @throws IllegalStateException when the document has something that is not known here, and so would not be attacked */
    Draft draw(ApiOperation operation) {
        Draft draft = new Draft(world, operation.method());
        int unborn = random.nextInt(World.unbornCount());
        for (String segment : operation.path().substring(1).split("/", -1)) {
            if (segment.startsWith("{")) {
                draft.variables.add(draft.segments.size());
            }
            draft.segments.add(variable(segment, operation, unborn));
        }
        boolean anchored = false;
        for (String name : operation.queryParameters()) {
            boolean anchor = ANCHORS.contains(name);
            if (random.nextInt(5) < 2 && !(anchor && anchored)) {
                anchored |= anchor;
                draft.query.add(name + "=" + parameter(name, operation));
            }
        }
        draft.authorization = "Bearer " + token(operation);
        if (operation.hasBody() || operation.path().endsWith("/import")) {
            draft.contentType = operation.path().endsWith("/import") ? "application/x-ndjson" : "application/json";
            draft.body = body(operation, unborn).replace('\'', '"');
        }
        return draft;
    }

    private String variable(String segment, ApiOperation operation, int unborn) {
        return switch (segment) {
            case "{conversationId}" ->
                operation.key().equals("PUT " + TALK) ? world.unborn(unborn) : world.conversation();
            case "{userId}" ->
                ERASING.contains(operation.key())
                        ? world.eve()
                        : operation.path().startsWith(USER) ? world.ann() : world.leaver(random.nextInt(World.LEAVERS));
            case "{deviceId}" -> pick("phone", "tablet");
            default -> {
                if (segment.startsWith("{")) {
                    throw new IllegalStateException("No value is known for the path variable " + segment);
                }
                yield segment;
            }
        };
    }

    private String token(ApiOperation operation) {
        boolean self = operation.path().endsWith("/cursor");
        boolean back = Set.of(
                        "PUT " + TALK,
                        "PUT " + TALK + "/members/{userId}",
                        "DELETE " + TALK + "/members/{userId}",
                        "POST " + TALK + "/import",
                        "POST /v1/deliveries",
                        "POST /v1/recalls",
                        "DELETE " + USER,
                        "DELETE " + USER + "/inbox",
                        "GET " + USER + "/erasure")
                .contains(operation.key());
        return back || (!self && random.nextInt(3) == 0)
                ? world.service()
                : world.tokens().user(world.ann());
    }

    /** A value that the operation takes for a query parameter. */
    String parameter(String name, ApiOperation operation) {
        return switch (name) {
            case "limit" -> pick("1", "2", "50", "200");
            case "before", "around" -> Integer.toString(seq());
            case "at" -> pick("2026-01-31T09:30:00.000Z", "2100-01-01T00:00:00Z");
            case "device" -> "phone";
            case "wait" -> pick("0", "0", "0", "1");
            case "cursor" -> world.cursors().list();
            case "after" ->
                operation.path().endsWith("/messages")
                        ? Integer.toString(seq())
                        : pick(
                                "latest",
                                operation.path().endsWith("/inbox")
                                        ? world.cursors().inbox()
                                        : world.cursors().changes());
            default -> throw new IllegalStateException("No value is known for the query parameter " + name);
        };
    }

    /** With single quotes for double ones. */
    private String body(ApiOperation operation, int unborn) {
        return switch (operation.key()) {
            case "PUT " + TALK -> unborn % 2 == 0 ? group() : direct();
            case "PUT " + TALK + "/members/{userId}" -> pick("{}", "{'joinedAt':'2026-01-31T09:30:00.000Z'}");
            case "POST " + TALK + "/messages" ->
                "{'clientMessageId':'" + id() + "','type':'text','content':" + content() + ",'sender':'" + world.ann()
                        + "'}";
            case "POST " + TALK + "/operations" -> operation();
            case "POST " + TALK + "/import" -> line() + "\n" + line() + "\n" + line();
            case "POST /v1/deliveries" ->
                "{'deliveries':[{'recipients':['" + world.ann() + "','" + world.bob() + "'],'entry':" + entry() + "}]}";
            case "POST /v1/recalls" ->
                "{'recalls':[{'recipients':['" + world.ann() + "','" + world.eve() + "'],'message':" + recalled()
                        + "}]}";
            case "PUT " + USER + "/devices/{deviceId}/cursor" ->
                "{'cursor':'" + world.cursors().inbox() + "'}";
            default -> throw new IllegalStateException("No body is known for " + operation.key());
        };
    }

    private String group() {
        return "{'kind':'GROUP','members':['" + world.ann() + "','" + world.bob() + "'],'historyVisibility':'FULL'}";
    }

    private String direct() {
        return "{'kind':'DIRECT','members':['" + world.ann() + "','" + world.eve() + "']}";
    }

    private String operation() {
        String head = "{'operationId':'" + id() + "','type':";
        return head
                + pick(
                        "'RECALL','seq':" + (random.nextInt(4) * 2 + 1) + "}",
                        "'EDIT','seq':" + (random.nextInt(4) * 2 + 3) + ",'content':" + content() + "}",
                        "'DELETE','seqs':[" + seq() + "," + seq() + "]}",
                        "'CLEAR','upToSeq':" + seq() + "}",
                        "'READ','upToSeq':" + seq() + "}");
    }

    private String line() {
        return "{'clientMessageId':'" + id() + "','sender':'" + world.ann() + "','type':'text','content':" + content()
                + ",'sentAt':'2099-01-01T00:00:00.000Z'}";
    }

    private String entry() {
        String head = "{'entryId':'" + id() + "','createdAt':'2026-01-31T09:30:00.000Z','kind':";
        return head
                + pick(
                        "'NOTIFICATION','notification':{'type':'notice','content':" + content() + "}}",
                        "'MESSAGE','message':" + message("'content':" + content()) + "}",
                        "'OPERATION','operation':{'type':'EDIT','conversationId':'" + world.conversation()
                                + "','seq':3,'operationId':'o9','actor':'" + world.ann()
                                + "','at':'2026-01-31T09:30:00.000Z','content':" + content() + "}}");
    }

    private String recalled() {
        return message("'content':null,'recalledAt':'2026-01-31T09:30:00.000Z','recalledBy':'" + world.ann() + "'");
    }

    private String message(String rest) {
        return "{'conversationId':'" + world.conversation() + "','seq':" + seq() + ",'sender':'" + world.ann()
                + "','clientMessageId':'m1','type':'text','sentAt':'2026-01-31T09:30:00.000Z'," + rest + "}";
    }

    private String content() {
        return pick("{'text':'hello'}", "{}", "{'a':[1,2.50,{'b':null}],'c':true}", "{'type':'EDIT','text':'雨'}");
    }

    private int seq() {
        return 1 + random.nextInt(World.MESSAGES);
    }

    private String id() {
        return "x" + random.nextInt(1_000_000);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
