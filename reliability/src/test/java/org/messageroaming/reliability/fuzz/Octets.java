package org.messageroaming.reliability.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text that stands for the bytes on the wire, malformed ones too: the characters U+E000 to U+E0FF are the bytes 00 to FF,
 * everything else is UTF-8.
 */
final class Octets {
    private static final int FIRST = 0xE000;
    private static final int LAST = 0xE0FF;

    private Octets() {}

    /** The text for these bytes. */
    static String raw(int... bytes) {
        StringBuilder text = new StringBuilder();
        for (int b : bytes) {
            text.append((char) (FIRST + (b & 0xFF)));
        }
        return text.toString();
    }

    static String raw(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append((char) (FIRST + (b & 0xFF)));
        }
        return text.toString();
    }

    static byte[] of(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST && c <= LAST) {
                bytes.writeBytes(text.substring(done, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(c - FIRST);
                done = i + 1;
            }
        }
        bytes.writeBytes(text.substring(done).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** One line of printable ASCII, other bytes as {@code \xHH}; at most {@code longest} bytes of it. */
    static String printable(byte[] bytes, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, longest); i++) {
            char c = (char) (bytes[i] & 0xFF);
            if (c >= ' ' && c < 0x7F) {
                text.append(c);
            } else {
                text.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : String.format("\\x%02X", (int) c));
            }
        }
        return bytes.length > longest ? text + "… (" + bytes.length + " bytes)" : text.toString();
    }
}
