package org.messageroaming.localstack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Asks a Cassandra node how many others it knows as owners of tokens, by two frames of CQL's native protocol, version 4: this
 * module has no driver.
 */
final class CassandraPeers {

    private static final String QUESTION = "SELECT COUNT(tokens) FROM system.peers_v2";
    private static final byte VERSION = 4;
    private static final byte STARTUP = 0x01;
    private static final byte READY = 0x02;
    private static final byte QUERY = 0x07;
    private static final byte RESULT = 0x08;
    private static final short CONSISTENCY_ONE = 1;
    private static final int LONGEST_BODY = 64 * 1024;

    private CassandraPeers() {}

    /** @throws IOException if it does not answer */
    static long count(Endpoint endpoint) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), Probe.TIMEOUT_MILLIS);
            socket.setSoTimeout(Probe.TIMEOUT_MILLIS);
            DataInputStream answers = new DataInputStream(socket.getInputStream());
            ask(socket.getOutputStream(), STARTUP, startup());
            read(answers, READY);
            ask(socket.getOutputStream(), QUERY, query());
            byte[] rows = read(answers, RESULT);
            // The only value of the only row, a bigint, ends the frame.
            return ByteBuffer.wrap(rows).getLong(rows.length - Long.BYTES);
        }
    }

    private static byte[] startup() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(1);
        out.writeUTF("CQL_VERSION");
        out.writeUTF("3.0.0");
        return body.toByteArray();
    }

    private static byte[] query() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeInt(QUESTION.length());
        out.write(QUESTION.getBytes(StandardCharsets.US_ASCII));
        out.writeShort(CONSISTENCY_ONE);
        out.writeByte(0);
        return body.toByteArray();
    }

    private static void ask(OutputStream stream, byte operation, byte[] body) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(frame);
        out.write(new byte[] {VERSION, 0, 0, 0, operation});
        out.writeInt(body.length);
        out.write(body);
        stream.write(frame.toByteArray());
    }

    private static byte[] read(DataInputStream answers, byte expected) throws IOException {
        byte operation = answers.readNBytes(5)[4];
        int length = answers.readInt();
        if (operation != expected || length > LONGEST_BODY) {
            throw new IOException("Cassandra answered with operation " + operation + ", not " + expected);
        }
        byte[] body = new byte[length];
        answers.readFully(body);
        return body;
    }
}
