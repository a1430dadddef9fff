package org.messageroaming.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
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
        return next(List.of(Endpoint.LOOPBACK));
    }

    /** A port that is free on all of these addresses. */
    static int next(List<String> addresses) {
        RandomGenerator random = RandomGenerator.getDefault();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (areFree(port, addresses) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new LocalStackException("No free port between " + LOWEST + " and " + HIGHEST
                + " on " + addresses
                + ": end some of the servers that listen there, or let the machine have these addresses"
                + " (Linux has them; macOS: ifconfig lo0 alias 127.0.0.2).");
    }

    /** The wanted port, or a free one for 0. */
    static int choose(String server, int wanted) {
        return choose(server, wanted, List.of(Endpoint.LOOPBACK));
    }

    /** The wanted port, or for 0 one that is free on all of these addresses. */
    static int choose(String server, int wanted, List<String> addresses) {
        if (wanted == 0) {
            return next(addresses);
        }
        if (!areFree(wanted, addresses)) {
            throw new LocalStackException(server + ": port " + wanted + " on " + String.join(", ", addresses)
                    + " is taken; end what listens there, or choose another port (0 picks a free one).");
        }
        return wanted;
    }

    private static boolean areFree(int port, List<String> addresses) {
        return addresses.stream().allMatch(address -> isFree(port, address));
    }

    private static boolean isFree(int port, String address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
