package org.messageroaming.reliability.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Values that no operation should take, and some at the edge of what it should. All texts are {@link Octets}. */
final class Hostile {
    private static final String LONE_SURROGATE = Octets.raw(0xED, 0xA0, 0x80);
    private static final String OVERLONG_SLASH = Octets.raw(0xC0, 0xAF);
    private static final String BROKEN = Octets.raw(0xFF, 0xFE);

    private static final List<String> NUMBERS = List.of(
            "-1",
            "0",
            "-0",
            "1.0",
            "1.5",
            "1e2",
            "9007199254740991",
            "9007199254740992",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "4294967297",
            "1e999",
            "-1e999",
            "1e-999",
            "NaN",
            "Infinity",
            "007",
            "+1",
            "0x10",
            "1_000",
            ".5",
            "5.",
            "1e",
            "--1",
            "9".repeat(400),
            "9".repeat(3000),
            "0." + "0".repeat(2000) + "1");

    private static final List<String> TIMES = List.of(
            "0000-01-01T00:00:00.000Z",
            "99999-01-01T00:00:00Z",
            "+99999-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "2016-12-31T23:59:60Z",
            "2026-02-30T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T25:00:00Z",
            "9999-12-31T23:59:59.999999999-18:00",
            "9999-12-31T23:59:59.999Z",
            "0001-01-01T00:00:00+18:00",
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999Z",
            "2026-01-31",
            "2026-01-31T09:30",
            "2026-01-31T09:30:00+99:00",
            "2026-01-31 09:30:00Z",
            "1700000000000",
            "now",
            "2026-01-31T09:30:00.0000000000000001Z",
            "2026-01-31t09:30:00z");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            ".",
            "..",
            "-",
            "-a",
            "_",
            ":",
            "a b",
            " a",
            "a ",
            "a\tb",
            "a/b",
            "../x",
            "a\\b",
            "a;b",
            "a?b",
            "a#b",
            "a%b",
            "a{b}",
            "a'b",
            "a&b=c",
            "null",
            "undefined",
            "true",
            "me",
            "ME",
            "latest",
            "{}",
            "[]",
            "*",
            "ü",
            "雨",
            "😀",
            "\u202Ea",
            "a\u0000b",
            "a\r\nX-Injected: 1",
            "a\nb",
            "\u0000",
            "\uFEFFa",
            "${7*7}",
            "' OR 1=1 --",
            "\u007F",
            "a".repeat(128),
            "a".repeat(129),
            "a".repeat(4000),
            "ü".repeat(128),
            LONE_SURROGATE,
            "a" + OVERLONG_SLASH + "b",
            BROKEN);

    private static final List<String> PATH_TEXTS = List.of(
            "%2F",
            "a%2Fb",
            "%2e%2e",
            "..%2f..",
            "%00",
            "a%00",
            "%0d%0aX:1",
            "%0a",
            "%",
            "%zz",
            "%2",
            "..;",
            ";a=b",
            "a;b",
            "%252F",
            "%25",
            "%5c",
            "%C3%BC",
            "%C3",
            "%FF%FE",
            "%ED%A0%80",
            "%E2%80%AE",
            "%20",
            "+",
            "*",
            "%7B%7D",
            "@",
            ":",
            "%C0%AF",
            "a%23b",
            "a%3Fb",
            "%3B",
            "a%3Bb",
            "~",
            "%uFF0F");

    private final RandomGenerator random;

    Hostile(RandomGenerator random) {
        this.random = random;
    }

    String number() {
        return pick(NUMBERS);
    }

    String time() {
        return pick(TIMES);
    }

    String text() {
        return pick(TEXTS);
    }

    /** As it stands in a target, part of it not even allowed there. */
    String inTarget() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> pick(PATH_TEXTS);
            case 3 -> text();
            case 4 -> number();
            case 5 -> time();
            default -> percentEncoded(text());
        };
    }

    /** Each byte escaped, so that whatever it is may stand in a target. */
    static String percentEncoded(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : Octets.of(text)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            escaped.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xFF));
        }
        return escaped.toString();
    }

    /** A JSON value, not always well-formed. */
    String json() {
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4 -> number();
            case 5, 6, 7 -> quoted(time());
            case 8, 9, 10, 11, 12, 13 -> quoted(text());
            case 14, 15, 16 ->
                pick(List.of("null", "true", "false", "[]", "{}", "[[]]", "[{}]", "[null]", "[null,null]"));
            case 17 ->
                pick(List.of("", "'a'", "TRUE", "nul", "\"a", "a\"", "undefined", "/* */1", "[1,]", "{,}", "{\"a\"}"));
            case 18 ->
                pick(List.of("\"\\uD800\"", "\"\\uDC00\\uD800\"", "\"\\u0000\"", "\"\\x41\"", "\"\\u12\"", "\"\\\""));
            case 19 -> quoted(number());
            case 20 -> contentOf(64 * 1024 - 1 + random.nextInt(3));
            case 21 -> nested(pick(List.of("[", "{\"a\":")), pick(List.of("100", "499", "1001", "10000")));
            case 22 ->
                pick(List.of("{\"a\":1,\"a\":2}", "{\"\":0}", "{\"a\":\"\\uD800\"}", "{\"a\":NaN}", "{\"a\":1e999}"));
            default -> "[" + (number() + ",").repeat(random.nextInt(3) * 60) + number() + "]";
        };
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }

    /** A content of exactly this many bytes. */
    private static String contentOf(int bytes) {
        String frame = "{\"t\":\"\"}";
        return "{\"t\":\"" + "x".repeat(bytes - frame.length()) + "\"}";
    }

    static String nested(String open, String depth) {
        int levels = Integer.parseInt(depth);
        return open.repeat(levels) + "1" + (open.equals("[") ? "]" : "}").repeat(levels);
    }

    String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
