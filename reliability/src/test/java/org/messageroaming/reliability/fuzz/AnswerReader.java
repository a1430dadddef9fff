package org.messageroaming.reliability.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads HTTP/1.1 answers (RFC 9112) from a connection, strictly: what is malformed fails. */
final class AnswerReader {
    private static final int SWITCHING = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final InputStream in;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next answer; interim ones are left out.
     *
     * @param bodiless whether the request was one whose answer has no body
     * @throws EOFException when the connection ends before the first byte
     * @throws ProtocolException when it is malformed
     */
    Answer read(boolean bodiless) throws IOException {
        int status = status(line(true));
        Map<String, List<String>> headers = headers();
        while (status < 200 && status != SWITCHING) {
            status = status(line(false));
            headers = headers();
        }
        boolean empty = bodiless || status == NO_CONTENT || status == NOT_MODIFIED;
        return new Answer(status, headers, empty ? "" : text(body(headers)));
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-9]\\d\\d")) {
            throw new ProtocolException("No status line: " + line);
        }
        return Integer.parseInt(parts[1]);
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(false); !line.isEmpty(); line = line(false)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("No header line: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            return chunks();
        }
        List<String> length = headers.get("content-length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length.get(0)));
    }

    private static String text(byte[] body) throws ProtocolException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("The answer is no UTF-8");
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            body.writeBytes(exactly(size));
            line(false);
        }
        headers();
        return body.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line(false).split(";", 2)[0].trim(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new ProtocolException("The answer ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String line(boolean first) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw first && line.size() == 0
                        ? new EOFException("closed without an answer")
                        : new ProtocolException("The answer ends within its head");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
