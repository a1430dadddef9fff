package org.messageroaming.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Ports that nobody listens on. They are drawn at random from below the range that operating systems give to outgoing
 * connections, so that neither a connection nor another copy of the stack is likely to take one before its server does.
 */
public final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /**
     * A port of the loopback interface that is free now and that this JVM has not been given before.
     *
     * @throws LocalStackException if none is found
     */
    public static int next() {
        RandomGenerator random = RandomGenerator.getDefault();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new LocalStackException("No free port between " + LOWEST + " and " + HIGHEST
                + " on 127.0.0.1: end some of the servers that listen there.");
    }

    /** The wanted port, or a free one for 0. */
    static int choose(String server, int wanted) {
        if (wanted == 0) {
            return next();
        }
        if (!isFree(wanted)) {
            throw new LocalStackException(server + ": port " + wanted
                    + " on 127.0.0.1 is taken; end what listens there, or choose another port (0 picks a free one).");
        }
        return wanted;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
