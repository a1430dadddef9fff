package org.messageroaming.localstack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Looks like a Spring Boot service from outside: an executable jar that says over HTTP when it is ready. */
final class TinyService {

    private TinyService() {}

    public static void main(String[] arguments) throws IOException {
        String refusal = System.getenv("REFUSAL");
        if (refusal != null) {
            throw new IllegalStateException(refusal);
        }
        int port = Integer.parseInt(Objects.requireNonNull(System.getenv("SERVER_PORT")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TinyService.class.getName());
        String entry = TinyService.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("tiny.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(TinyService.class.getResourceAsStream("/" + entry))
                    .transferTo(out);
        }
        return jar;
    }
}
