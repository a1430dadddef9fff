package org.messageroaming.localstack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a redis-server of version 7 or later: the one that the build takes from the embedded-redis jar, or else one on the PATH. */
final class RedisBinary {

    private static final int OLDEST = 7;
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

    private RedisBinary() {}

    /**
     * @param folder takes the extracted file
     * @throws LocalStackException if there is none for this platform
     */
    static Path provide(Path folder) {
        String resource = "/redis/redis-server-7.0.15-" + platform();
        try (InputStream packed = RedisBinary.class.getResourceAsStream(resource)) {
            if (packed != null) {
                return extract(packed, folder);
            }
        } catch (IOException e) {
            throw new LocalStackException(
                    "Redis: the server cannot be extracted to " + folder + " (" + e.getMessage()
                            + "); choose another folder.",
                    e);
        }
        return onPath().orElseThrow(() -> new LocalStackException("Redis: no redis-server for " + platform()
                + " comes with the build and none of version 7 or later is on the PATH; install one, or set "
                + "ROAMING_REDIS_ADDRESS to a running Redis."));
    }

    /** Extracts under another name and renames: a binary that runs already is replaced, not written into. */
    private static Path extract(InputStream packed, Path folder) throws IOException {
        Path extracted = folder.resolve("redis-server");
        Path part = folder.resolve("redis-server.part");
        Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(part, extracted, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .filter(RedisBinary::isRecent)
                .findFirst();
    }

    private static boolean isRecent(Path binary) {
        try {
            Process process = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
        } catch (IOException e) {
            return false;
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        return (system.startsWith("mac") ? "darwin" : system) + "-"
                + switch (processor) {
                    case "aarch64" -> "arm64";
                    case "x86_64" -> "amd64";
                    default -> processor;
                };
    }
}
