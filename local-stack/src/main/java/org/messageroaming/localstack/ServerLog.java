package org.messageroaming.localstack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The output of a server, read when it has died. */
final class ServerLog {

    private static final int TAIL_BYTES = 64 * 1024;
    private static final Pattern TELLING = Pattern.compile(
            "Bad directive|ERROR|FATAL|Exception|OutOfMemory|[Ee]rror:|Can't |Could not |Failed|Fatal|FAILED|unable to");
    private static final Pattern FRAME = Pattern.compile("^\\s*(at |\\.\\.\\. )");

    private ServerLog() {}

    /** The last line of the log that tells of an error, or else its last line, or else a word that it is empty. */
    static String lastTellingLine(Path log) {
        List<String> lines = lines(log);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (TELLING.matcher(lines.get(i)).find()) {
                return lines.get(i).strip();
            }
        }
        return last(lines);
    }

    /** The last line of the log: what a server was at that does not get on. */
    static String lastLine(Path log) {
        return last(lines(log));
    }

    private static String last(List<String> lines) {
        return lines.isEmpty() ? "(nothing)" : lines.get(lines.size() - 1).strip();
    }

    private static List<String> lines(Path log) {
        return tail(log)
                .lines()
                .filter(line -> !line.isBlank() && !FRAME.matcher(line).find())
                .toList();
    }

    private static String tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
