package org.messageroaming.reliability.fuzz;

import java.util.Arrays;

/** How a body is announced and cut up. All but the first two lie. */
enum Framing {
    LENGTH,
    CHUNKED,
    /** Chunks, and no last one. */
    CHUNKED_WITHOUT_END,
    /** A chunk whose size is no number. */
    CHUNKED_WITHOUT_SIZE,
    /** A chunk that says that it is shorter than it is. */
    CHUNKED_TOO_SHORT,
    LENGTH_TOO_LONG,
    /** What is beyond the length is read as another request. */
    LENGTH_TOO_SHORT,
    LENGTH_NEGATIVE,
    LENGTH_HUGE,
    LENGTH_NO_NUMBER,
    LENGTH_TWICE,
    LENGTH_AND_CHUNKED,
    UNKNOWN_CODING;

    /** Whether a server that waits for the rest has reason to. */
    boolean isCut() {
        return this == CHUNKED_WITHOUT_END || this == LENGTH_TOO_LONG || this == LENGTH_HUGE;
    }

    boolean isHonest() {
        return this == LENGTH || this == CHUNKED;
    }

    /** Header lines, an empty line and the body. */
    String frame(String body) {
        int length = Octets.of(body).length;
        return switch (this) {
            case LENGTH -> length(Integer.toString(length), body);
            case CHUNKED -> chunked(chunk(body) + "0\r\n\r\n");
            case CHUNKED_WITHOUT_END -> chunked(chunk(body));
            case CHUNKED_WITHOUT_SIZE -> chunked("zz\r\n" + body + "\r\n0\r\n\r\n");
            case CHUNKED_TOO_SHORT -> chunked("1\r\n" + body + "!\r\n0\r\n\r\n");
            case LENGTH_TOO_LONG -> length(Integer.toString(length + 10), body);
            case LENGTH_TOO_SHORT -> length(Integer.toString(length / 2), body);
            case LENGTH_NEGATIVE -> length("-1", body);
            case LENGTH_HUGE -> length("9223372036854775807", body);
            case LENGTH_NO_NUMBER -> length("ten", body);
            case LENGTH_TWICE -> "Content-Length: " + (length + 1) + "\r\n" + length(Integer.toString(length), body);
            case LENGTH_AND_CHUNKED -> "Content-Length: " + length + "\r\n" + chunked(chunk(body) + "0\r\n\r\n");
            case UNKNOWN_CODING -> "Transfer-Encoding: brotli\r\n\r\n" + body;
        };
    }

    private static String length(String length, String body) {
        return "Content-Length: " + length + "\r\n\r\n" + body;
    }

    private static String chunked(String chunks) {
        return "Transfer-Encoding: chunked\r\n\r\n" + chunks;
    }

    /** In two chunks where there is enough for two. */
    private static String chunk(String body) {
        byte[] bytes = Octets.of(body);
        int half = bytes.length / 2;
        if (half == 0) {
            return bytes.length == 0 ? "" : "1\r\n" + body + "\r\n";
        }
        return Integer.toHexString(half) + "\r\n" + Octets.raw(Arrays.copyOf(bytes, half)) + "\r\n"
                + Integer.toHexString(bytes.length - half) + ";extension=1\r\n"
                + Octets.raw(Arrays.copyOfRange(bytes, half, bytes.length)) + "\r\n";
    }
}
