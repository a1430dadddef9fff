package org.messageroaming.localstack;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A process that ends when its owner does, even if the owner is killed: {@code guard.sh} stands between the two. */
final class GuardedProcess {

    private static final Duration FORCED_END = Duration.ofSeconds(10);

    private final Launch launch;
    private final Process guard;
    private final ProcessHandle server;
    private @Nullable Thread shutdownHook;

    private GuardedProcess(Launch launch, Process guard, ProcessHandle server) {
        this.launch = launch;
        this.guard = guard;
        this.server = server;
    }

    /** @throws LocalStackException if the process cannot be started */
    static GuardedProcess start(Launch launch) {
        try {
            Process guard = guard(launch);
            BufferedReader output = guard.inputReader(StandardCharsets.US_ASCII);
            String pid = output.readLine();
            if (pid == null) {
                throw new IOException("its guard ended with code " + guard.waitFor());
            }
            GuardedProcess process = new GuardedProcess(launch, guard, handle(guard, Long.parseLong(pid)));
            process.addShutdownHook();
            return process;
        } catch (IOException e) {
            throw new LocalStackException(
                    launch.name() + " cannot be started: " + e.getMessage() + "; see " + launch.log() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException(launch.name() + ": the start was interrupted; start again.", e);
        }
    }

    private static Process guard(Launch launch) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script(), "guard"));
        command.add(launch.owner().argument());
        command.add(launch.folder().discardArgument());
        command.add(launch.log().toString());
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.folder().path().toFile())
                .redirectError(Redirect.DISCARD);
        if (!launch.owner().isThisJvm()) {
            builder.redirectInput(Redirect.from(new File("/dev/null")));
        }
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    private static String script() throws IOException {
        try (InputStream script = GuardedProcess.class.getResourceAsStream("guard.sh")) {
            if (script == null) {
                throw new IOException("guard.sh is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A server that has died already has no handle; its guard, which is about to end, stands for it. */
    private static ProcessHandle handle(Process guard, long pid) {
        return ProcessHandle.of(pid).orElseGet(guard::toHandle);
    }

    long pid() {
        return server.pid();
    }

    Launch launch() {
        return launch;
    }

    boolean isAlive() {
        return server.isAlive();
    }

    /**
     * Completes when the server has ended, for whatever reason. Its guard, a child of ours, tells at once; the server itself, a
     * grandchild, has to be polled for, which only matters if someone has killed the guard.
     */
    CompletableFuture<Void> onExit() {
        return guard.onExit()
                .thenCompose(ended -> server.isAlive()
                        ? server.onExit().thenApply(alsoEnded -> null)
                        : CompletableFuture.completedFuture(null));
    }

    /** Waits for the end of the server, at most that long; says whether it has ended. */
    boolean awaitExit(Duration atMost) {
        try {
            onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new LocalStackException(launch.name() + ": waiting for its end failed; see the cause.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException(launch.name() + ": waiting was interrupted; start again.", e);
        }
    }

    /** Asks the server to end, and kills it when it has not ended after the grace period. */
    void stop(Duration grace) {
        removeShutdownHook();
        end(grace);
    }

    /** As {@link #stop}, then deletes the data folder if it is temporary. */
    void close(Duration grace) {
        stop(grace);
        launch.folder().delete();
    }

    /** Kills the server, as {@code kill -9} does. */
    void kill() {
        removeShutdownHook();
        forceEnd();
    }

    /** Stops the server's clock, so to speak: it holds its connections and answers nothing. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void end(Duration grace) {
        if (!server.isAlive()) {
            return;
        }
        server.destroy();
        signal("CONT");
        if (!awaitExit(grace)) {
            forceEnd();
        }
    }

    /** Java sends its signal only to a process whose start it still finds to be the same to the millisecond; the shell just sends it. */
    private void forceEnd() {
        server.destroyForcibly();
        if (awaitExit(FORCED_END)) {
            return;
        }
        signal("KILL");
        if (!awaitExit(FORCED_END)) {
            throw new LocalStackException(
                    launch.name() + " does not end; end process " + server.pid() + " yourself (kill -9).");
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "signal", name, Long.toString(server.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new LocalStackException(launch.name() + ": SIG" + name + " cannot be sent; see the cause.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void addShutdownHook() {
        if (launch.owner().isThisJvm()) {
            Thread hook = new Thread(this::endWithJvm, launch.name() + " shutdown");
            Runtime.getRuntime().addShutdownHook(hook);
            shutdownHook = hook;
        }
    }

    private void endWithJvm() {
        end(Duration.ofSeconds(10));
        launch.folder().delete();
    }

    private void removeShutdownHook() {
        Thread hook = shutdownHook;
        if (hook != null) {
            shutdownHook = null;
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is going down already: the hook runs beside us, and ending twice is harmless.
                return;
            }
        }
    }
}
