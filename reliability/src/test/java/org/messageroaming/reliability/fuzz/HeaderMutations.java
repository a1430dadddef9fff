package org.messageroaming.reliability.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.messageroaming.localstack.Tokens;

/** What can be wrong with a request line, a token and the other headers. */
final class HeaderMutations {
    private static final Tokens STRANGER = Tokens.random();

    private static final int FLOOD = 400;
    private static final int HUGE = 16 * 1024;

    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json;charset=UTF-16",
            "application/json;charset=nonsense",
            "application/json;charset=",
            "application/json; charset=ISO-8859-1",
            "/////",
            "application",
            "*/*",
            "application/*",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/json, text/html",
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded;charset=x",
            "APPLICATION/JSON",
            "application/x-ndjson",
            "application/problem+json",
            "application/json;q=\"",
            "",
            "application/cbor",
            "application/x-java-serialized-object",
            "text/html;" + "a=b;".repeat(300));

    private static final List<String> ACCEPTS = List.of(
            "text/html",
            "application/xml",
            "garbage",
            "/",
            "*/*;q=0",
            "image/png",
            "application/json;q=2",
            "",
            ",,,",
            "text/event-stream",
            "application/octet-stream",
            "application/json;charset=UTF-16",
            "application/problem+xml",
            "text/html,".repeat(60) + "*/*");

    private static final List<String> ODD = List.of(
            "Content-Encoding: gzip",
            "Expect: 100-continue",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-Host: evil",
            "X-Forwarded-Prefix: /..;/",
            "X-Forwarded-Port: x",
            "X-Original-URL: /actuator/env",
            "Forwarded: for=x;host=evil;proto=",
            "Range: bytes=0-1",
            "Range: bytes=9-1",
            "If-None-Match: *",
            "If-Modified-Since: yesterday",
            "If-Match: \"",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: DELETE",
            "Upgrade: h2c",
            "Upgrade: websocket",
            "Connection: Upgrade, HTTP2-Settings",
            "Connection: close",
            "Accept-Encoding: identity;q=0",
            "Accept-Language: xx-\u00ff-, de;q=9",
            "Accept-Charset: utf-99",
            "X-A: " + Octets.raw(0xFF, 0x80),
            "Trailer: Content-Length",
            "TE: trailers, x",
            "Prefer: wait=999999",
            "Date: never");

    /** What Tomcat itself answers, or closes on. */
    private static final List<String> WILD = List.of(
            "Host: other",
            "Cookie: JSESSIONID=\"; a=\u0001; =",
            "Expect: miracles",
            "Host: a b",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: chunked, chunked",
            "no colon",
            ": nameless",
            "X A: 1",
            "X-A\u0000: 1",
            "X-A: a\u0000b",
            "X-A: a\rb",
            " folded: line",
            "X-\u00fc: 1",
            "X-A: " + "a".repeat(HUGE),
            "X-A: 1\r\n".repeat(FLOOD) + "X-B: 1",
            "Content-Length: 0\r\nContent-Length: 5",
            "Content-Length : 5",
            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nUpgrade: h2c");

    private static final List<String> METHODS = List.of(
            "TRACE",
            "CONNECT",
            "OPTIONS",
            "HEAD",
            "PATCH",
            "GET",
            "PUT",
            "POST",
            "DELETE",
            "get",
            "post",
            "GETT",
            "M-SEARCH",
            "",
            "PROPFIND",
            "G\u0000T",
            "G(T",
            "X".repeat(9000));

    private static final List<String> VERSIONS = List.of(
            "HTTP/1.0", "", "HTTP/2.0", "HTTP/9.9", "http/1.1", "HTTP/1.1 ", "HTTP", "ICY/1.1", "HTTP/1.1\r\nX-A: 1");

    private final Hostile hostile;
    private final RandomGenerator random;

    HeaderMutations(Hostile hostile, RandomGenerator random) {
        this.hostile = hostile;
        this.random = random;
    }

    void token(Draft draft) {
        World world = draft.world;
        Tokens tokens = world.tokens();
        String good = tokens.user(world.ann());
        draft.authorization = switch (random.nextInt(14)) {
            case 0 -> null;
            case 1 -> "Bearer " + tokens.user(world.eve());
            case 2 -> "Bearer " + tokens.user(world.bob());
            case 3 -> "Bearer " + tokens.user(world.cid());
            case 4 -> "Bearer " + world.service();
            case 5 -> "Bearer " + tokens.withLifetime(Duration.ofHours(-1)).user(world.ann());
            case 6 -> "Bearer " + STRANGER.service("gateway");
            case 7 -> "Bearer " + good.substring(0, random.nextInt(good.length()));
            case 8 -> "Bearer " + JsonBending.flipped(good, random);
            case 9 -> "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4iLCJleHAiOjk5OTk5OTk5OTl9.";
            case 10 -> "Basic YTpi";
            case 11 -> "Bearer " + tokens.user("not an id");
            case 12 -> "Bearer " + good + "\r\nAuthorization: Bearer " + tokens.user(world.eve());
            default ->
                hostile.pick(List.of("", "Bearer", "Bearer ", "Bearer a b", "bearer x", "Bearer ...", "Bearer é", "x"));
        };
    }

    void contentType(Draft draft) {
        draft.contentType = random.nextInt(6) == 0 ? null : hostile.pick(CONTENT_TYPES);
    }

    void accept(Draft draft) {
        draft.headers.add("Accept: " + hostile.pick(ACCEPTS));
    }

    void odd(Draft draft) {
        if (random.nextInt(4) == 0) {
            draft.headers.add(hostile.pick(WILD));
            draft.wild = true;
        } else {
            draft.headers.add(hostile.pick(ODD));
        }
    }

    void requestLine(Draft draft) {
        draft.wild = true;
        if (random.nextInt(3) == 0) {
            draft.version = hostile.pick(VERSIONS);
        } else {
            draft.method = hostile.pick(METHODS);
        }
    }
}
