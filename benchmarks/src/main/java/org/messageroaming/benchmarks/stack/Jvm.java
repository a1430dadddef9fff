package org.messageroaming.benchmarks.stack;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.messageroaming.localstack.ServiceProcess;

/** What a service's JVM tells of itself, by its own management, which it needs no setting for. */
public final class Jvm implements AutoCloseable {
    private static final int KIB = 1024;

    private final long pid;
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final OperatingSystemMXBean system;

    private Jvm(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        this.memory = bean(connector, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        this.threads = bean(connector, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        this.system = bean(connector, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
    }

    private static <T extends java.lang.management.PlatformManagedObject> T bean(
            JMXConnector connector, String name, Class<T> type) throws IOException {
        MBeanServerConnection server = connector.getMBeanServerConnection();
        return ManagementFactory.newPlatformMXBeanProxy(server, name, type);
    }

    /** @throws IOException when it cannot be asked */
    // The address is what a process that this one has started said of itself.
    @SuppressWarnings("BanJNDI")
    public static Jvm of(ServiceProcess service) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(service.pid()));
            try {
                String address = machine.startLocalManagementAgent();
                return new Jvm(service.pid(), JMXConnectorFactory.connect(new JMXServiceURL(address)));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("The JVM " + service.pid() + " cannot be asked", e);
        }
    }

    /** What is in use of its heap after everything that nobody refers to was collected, in bytes. */
    public long heapAfterCollection() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** What it has cost of processors since its start. */
    public Duration processorTime() {
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    /** What each living thread has allocated since its start, in bytes, by the thread's id. */
    public Map<Long, Long> allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                allocated.put(ids[i], bytes[i]);
            }
        }
        return allocated;
    }

    /** What of it is in memory, heap and all else, in bytes, as {@code ps} tells. */
    public long resident() throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        if (kibibytes.isEmpty()) {
            throw new IOException("The JVM " + pid + " has ended");
        }
        return Long.parseLong(kibibytes) * KIB;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
