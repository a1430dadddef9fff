package org.messageroaming.history.message.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.messageroaming.edge.RequiredField;
import org.messageroaming.history.message.AppendOutcome;
import org.messageroaming.history.message.MessageDraft;
import org.messageroaming.history.message.MessageService;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.InvalidValueException;
import org.messageroaming.model.problem.ProblemCode;
import org.messageroaming.model.problem.RequestRejectedException;
import org.messageroaming.model.problem.RoamingException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** One import: reads lines as they arrive and appends them in batches, in order. */
final class ImportRun {
    private static final int LONGEST_LINE = 1024 * 1024;
    private static final int BUFFER = 64 * 1024;
    private static final int NAMED_REJECTIONS = 100;
    /** Bytes of lines that make a batch, so that a journal entry stays far below what Cassandra takes in one write. */
    private static final long LARGEST_BATCH = 256L * 1024;

    private final ConversationId conversationId;
    private final MessageService messages;
    private final ObjectReader reader;
    private final int batchSize;
    private final List<MessageDraft> batch = new ArrayList<>();
    private final List<Long> batchLines = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long batchBytes;
    private long imported;
    private long duplicates;

    ImportRun(ConversationId conversationId, MessageService messages, JsonMapper json, int batchSize) {
        this.conversationId = conversationId;
        this.messages = messages;
        this.reader = json.readerFor(AppendRequest.class);
        this.batchSize = batchSize;
    }

    /**
     * What an import came to.
     *
     * @param imported lines that are messages now
     * @param duplicates lines that were messages before
     * @param rejected the first {@value #NAMED_REJECTIONS} lines that are not
     */
    record Report(long imported, long duplicates, List<Rejection> rejected) {}

    /** A line that was refused; lines count from 1. */
    record Rejection(long line, ProblemCode code, String detail) {}

    Report read(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            int start = 0;
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, start, i - start);
                    take(number++, line);
                    start = i + 1;
                }
            }
            line.write(buffer, start, read - start);
            if (line.size() > LONGEST_LINE) {
                throw RequestRejectedException.tooLarge(
                        "line " + number + " must have at most " + LONGEST_LINE + " bytes");
            }
        }
        take(number, line);
        flush();
        return new Report(imported, duplicates, rejections);
    }

    private void take(long number, ByteArrayOutputStream line) {
        byte[] text = line.toByteArray();
        line.reset();
        if (isBlank(text)) {
            return;
        }
        try {
            AppendRequest request = reader.readValue(text);
            if (request == null) {
                throw new InvalidValueException("line", "must be a JSON object, not null");
            }
            RequiredField.require("sentAt", request.sentAt());
            batch.add(request.draft(RequiredField.require("sender", request.sender())));
            batchLines.add(number);
        } catch (InvalidValueException e) {
            reject(number, ProblemCode.INVALID_REQUEST, String.valueOf(e.getMessage()));
        } catch (RoamingException e) {
            reject(number, e.code(), String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            String detail = e.getCause() instanceof InvalidValueException invalid
                    ? String.valueOf(invalid.getMessage())
                    : "The line is no JSON object of clientMessageId, sender, type, content and sentAt";
            reject(number, ProblemCode.INVALID_REQUEST, detail);
        }
        batchBytes += text.length;
        if (batch.size() >= batchSize || batchBytes >= LARGEST_BATCH) {
            flush();
        }
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b > ' ' || b < 0) {
                return false;
            }
        }
        return true;
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<AppendOutcome> outcomes = messages.importAll(conversationId, List.copyOf(batch));
        for (int i = 0; i < outcomes.size(); i++) {
            count(batchLines.get(i), outcomes.get(i));
        }
        batch.clear();
        batchBytes = 0;
        batchLines.clear();
    }

    private void count(long line, AppendOutcome outcome) {
        if (outcome instanceof AppendOutcome.Refused refused) {
            reject(
                    line,
                    refused.reason().code(),
                    String.valueOf(refused.reason().getMessage()));
        } else if (((AppendOutcome.Placed) outcome).isNew()) {
            imported++;
        } else {
            duplicates++;
        }
    }

    private void reject(long line, ProblemCode code, String detail) {
        if (rejections.size() < NAMED_REJECTIONS) {
            rejections.add(new Rejection(line, code, detail));
        }
    }
}
