package org.messageroaming.offline.inbox.web;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of HTTP/2 (RFC 9113, headers as in RFC 7541) as a client needs that asks once and takes no more than it says. */
final class Http2Client {
    static final int NOTHING = 0;
    static final int EVERYTHING = Integer.MAX_VALUE;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM_AND_HEADERS = 5;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int DEFAULT_WINDOW = 65_535;

    private Http2Client() {}

    /** @param window how many bytes of the answer may be sent */
    static void get(Socket socket, String path, String token, int window) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        frame(out, SETTINGS, 0, 0, 6);
        out.writeShort(INITIAL_WINDOW_SIZE);
        out.writeInt(window);
        if (window == EVERYTHING) {
            frame(out, WINDOW_UPDATE, 0, 0, 4);
            out.writeInt(EVERYTHING - DEFAULT_WINDOW);
        }
        byte[] headers = headers(path, token);
        frame(out, HEADERS, END_STREAM_AND_HEADERS, 1, headers.length);
        out.write(headers);
        out.flush();
    }

    /** Reads frames until the stream is ended by the server before its answer is. */
    static void awaitReset(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int type;
        do {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            type = in.readUnsignedByte();
            in.skipNBytes(5L + length);
        } while (type != RST_STREAM);
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, int length) throws IOException {
        out.writeByte(length >> 16);
        out.writeShort(length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
    }

    private static byte[] headers(String path, String token) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        // From the static table: GET and http as they are; the names :authority, :path and authorization.
        block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, 0x01});
        string(block, "localhost");
        block.write(0x04);
        string(block, path);
        block.writeBytes(new byte[] {0x0f, 0x08});
        string(block, "Bearer " + token);
        return block.toByteArray();
    }

    /** A length that does not fit seven bits goes on in groups of seven, the lowest first. */
    private static void string(ByteArrayOutputStream block, String text) {
        int mask = 0x7f;
        int rest = text.length() - mask;
        block.write(Math.min(text.length(), mask));
        if (rest >= 0) {
            while (rest > mask) {
                block.write((rest & mask) | 0x80);
                rest >>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
