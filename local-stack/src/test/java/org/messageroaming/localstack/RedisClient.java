package org.messageroaming.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends one inline command per connection and gives the first line of the answer, or the second for a bulk string. */
final class RedisClient {

    private RedisClient() {}

    static String ask(Endpoint endpoint, String command) throws IOException {
        try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = String.valueOf(answer.readLine());
            return line.startsWith("$") && !line.equals("$-1") ? String.valueOf(answer.readLine()) : line;
        }
    }
}
