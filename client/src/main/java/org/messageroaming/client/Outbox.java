package org.messageroaming.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.OperationId;

/**
 * What the user does goes here first and is stored; then it is sent, in order, and repeated under its id until the server has
 * answered. So nothing is lost on a bad line, and nothing is there twice.
 */
public final class Outbox {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final Device device;
    private final Supplier<String> ids;
    private final DoubleSupplier random;
    private final Sleeper sleeper;

    /** Waits. */
    public interface Sleeper {
        /** Waits for a while; throws when the thread is interrupted. */
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * @param ids draws identifiers that are never drawn again, such as random UUIDs
     * @param random from 0 inclusive to 1 exclusive
     */
    public Outbox(Device device, Supplier<String> ids, DoubleSupplier random, Sleeper sleeper) {
        this.device = device;
        this.ids = ids;
        this.random = random;
        this.sleeper = sleeper;
    }

    /** Stores a message for sending. */
    public ClientMessageId send(ConversationId id, MessageType type, Content content) {
        ClientMessageId messageId = new ClientMessageId(ids.get());
        device.enqueue(new Outgoing.Send(id, messageId, type, content));
        return messageId;
    }

    /**
     * Stores an operation for sending.
     *
     * @param instruction makes the instruction of its id, such as {@code id -> new Instruction.Recall(id, seq)}
     */
    public OperationId operate(ConversationId id, Function<OperationId, Instruction> instruction) {
        OperationId operationId = new OperationId(ids.get());
        device.enqueue(new Outgoing.Operate(id, instruction.apply(operationId)));
        return operationId;
    }

    /**
     * Sends what waits, oldest first. What the server refuses is set aside, and the rest goes on.
     *
     * @param patience how long to go on trying while the server cannot be reached; pauses grow from 0.2 to 20 seconds, each between
     *     half and all of that at random
     * @throws UnavailableException when it still cannot be reached; what was not answered stays stored
     */
    public void flush(Duration patience) {
        Duration pause = FIRST_PAUSE;
        Duration left = patience;
        while (true) {
            try {
                if (!device.sendNext()) {
                    return;
                }
                pause = FIRST_PAUSE;
            } catch (UnavailableException e) {
                if (left.isNegative() || left.isZero()) {
                    throw e;
                }
                Duration time = Duration.ofMillis((long) (pause.toMillis() * (0.5 + random.getAsDouble() / 2)));
                sleep(time, e);
                left = left.minus(time);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void sleep(Duration time, UnavailableException reason) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
