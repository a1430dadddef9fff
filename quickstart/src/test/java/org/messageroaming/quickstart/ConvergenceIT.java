package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.messageroaming.client.Answers;
import org.messageroaming.client.JdkTransport;
import org.messageroaming.client.RoamingApi;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.Message;
import org.messageroaming.model.Sequence;

/**
 * Random histories on the real services: three users with two devices each write, recall, edit, delete, clear, read, leave and come
 * back; devices sleep, some for longer than an inbox remembers. In the end every device shows what history shows.
 */
class ConvergenceIT {
    private static final int HISTORIES = Integer.getInteger("roaming.histories", 500);
    private static final int AT_ONCE = 8;
    private static final int STEPS = 40;
    private static final int INBOX = 12;

    private final Tokens tokens = Tokens.random();
    private final JdkTransport transport = patient();
    private final Api api = new Api();

    /** Five hundred histories keep this machine busy: a connection may take its time. */
    private static JdkTransport patient() {
        return new JdkTransport(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .build());
    }

    @Test
    void everyDeviceEndsWithWhatHistoryShows() throws Exception {
        long seed = Long.getLong("roaming.seed", System.nanoTime());
        System.out.println("ConvergenceIT: " + HISTORIES + " histories, -Droaming.seed=" + seed);
        Map<String, String> small = Map.of("ROAMING_OFFLINE_INBOX_MAXENTRIES", Integer.toString(INBOX));
        try (Platform platform = TestPlatform.create(tokens, small)) {
            ServiceProcess offline = platform.startOffline(0);
            ServiceProcess history = platform.startHistory(0, offline);
            ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < HISTORIES; i++) {
                    long own = seed + i;
                    all.add(threads.submit(() -> new History(own, offline, history).play()));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** One history: a group of its own, and users of its own. */
    private final class History {
        private final long seed;
        private final Random random;
        private final ConversationId group;
        private final ServiceProcess history;
        private final List<Person> people = new ArrayList<>();
        private final List<Person.Gadget> gadgets = new ArrayList<>();
        private final Set<Integer> opened = new HashSet<>();
        private final Set<Integer> strayed = new HashSet<>();
        private final Set<Integer> away = new HashSet<>();
        private long last;

        History(long seed, ServiceProcess offline, ServiceProcess history) {
            this.seed = seed;
            this.random = new Random(seed);
            this.group = new ConversationId("g" + Long.toUnsignedString(seed, 36));
            this.history = history;
            for (String name : List.of("a", "b", "c")) {
                Person person = new Person(name + "-" + group, tokens, transport, offline.uri(), history.uri());
                people.add(person);
                gadgets.add(person.device());
                gadgets.add(person.device());
            }
        }

        void play() {
            List<String> members =
                    people.stream().map(person -> person.id.value()).toList();
            String visibility = random.nextBoolean() ? "FULL" : "SINCE_JOIN";
            String path = "/v1/conversations/" + group;
            api.put(
                    history.uri(),
                    path,
                    tokens.service("gateway"),
                    Map.of("kind", "GROUP", "members", members, "historyVisibility", visibility));
            gadgets.forEach(gadget -> gadget.device().start());
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            for (int person : List.copyOf(away)) {
                comeAndGo(person);
            }
            settle();
            for (int i = 0; i < gadgets.size(); i++) {
                check(i);
            }
        }

        private void step() {
            int which = random.nextInt(gadgets.size());
            Person.Gadget gadget = gadgets.get(which);
            int what = random.nextInt(100);
            if (what < 6) {
                comeAndGo(which / 2);
            } else if (what < 25) {
                gadget.device().sync();
            } else if (what < 31) {
                gadget.device().open(group);
                opened.add(which);
            } else if (what < 34 && opened.contains(which)) {
                gadget.device().scrollBack(group);
            } else if (!away.contains(which / 2)) {
                act(gadget, what);
            }
        }

        private void act(Person.Gadget gadget, int what) {
            if (what < 38) {
                for (int i = 0; i <= INBOX; i++) {
                    say(gadget);
                }
            } else if (what < 65 || last == 0) {
                say(gadget);
            } else {
                Instruction[] some = new Instruction[1];
                gadget.operate(group, id -> {
                    Sequence seq = new Sequence(1 + random.nextInt((int) last));
                    some[0] = what < 73
                            ? new Instruction.Recall(id, seq)
                            : what < 85
                                    ? new Instruction.Edit(id, seq, new Content("{\"edit\":\"" + id + "\"}"))
                                    : what < 93
                                            ? new Instruction.Delete(id, List.of(seq))
                                            : what < 96
                                                    ? new Instruction.Clear(id, seq)
                                                    : new Instruction.Read(id, seq);
                    return some[0];
                });
            }
        }

        private void say(Person.Gadget gadget) {
            gadget.send(group, "m" + ++last);
        }

        /** The people of index 2 leave and come back; now and then. */
        private void comeAndGo(int person) {
            if (person != 2) {
                return;
            }
            strayed.add(person);
            String path = "/v1/conversations/" + group + "/members/" + people.get(person).id;
            if (away.remove(person)) {
                api.put(history.uri(), path, tokens.service("gateway"), null);
            } else {
                away.add(person);
                api.delete(history.uri(), path, tokens.service("gateway"));
            }
        }

        /** A recall is answered when everything before it is in the inboxes. */
        private void settle() {
            Person.Gadget gadget = gadgets.get(0);
            gadget.send(group, "last");
            last = gadget.device().view(group).stream()
                    .map(message -> message.seq().value())
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            gadget.operate(group, id -> new Instruction.Recall(id, new Sequence(last)));
        }

        private void check(int which) {
            Person person = people.get(which / 2);
            Person.Gadget gadget = gadgets.get(which);
            gadget.device().sync();
            // Who was no member for a while, or never had the conversation open, looks when it is opened.
            if (strayed.contains(which / 2)
                    || !opened.contains(which)
                    || gadget.store().conversation(group).changesCursor() == null) {
                gadget.device().open(group);
            }
            List<Message> expected = pages(person);
            assertThat(gadget.everything(group))
                    .as("device %s, seed %s", which, seed)
                    .isEqualTo(expected);
            Answers.Summary summary =
                    person.api.conversations(null, 10).conversations().get(0);
            assertThat(gadget.device().readUpTo(group))
                    .as("read, device %s, seed %s", which, seed)
                    .isEqualTo(summary.readUpToSeq());
            assertThat(summary.unreadCount())
                    .as("unread, seed %s", seed)
                    .isEqualTo(expected.stream()
                            .filter(message -> message.seq().value() > summary.readUpToSeq())
                            .count());
            Message lastShown = expected.isEmpty() ? null : expected.get(expected.size() - 1);
            assertThat(summary.lastMessage()).as("last, seed %s", seed).isEqualTo(lastShown);
            assertThat(gadget.store().outbox()).isEmpty();
        }

        private List<Message> pages(Person person) {
            List<Message> all = new ArrayList<>();
            Answers.Page page = person.api.page(group, RoamingApi.Anchor.AROUND, 1, 100);
            all.addAll(page.messages());
            while (page.hasNewer()) {
                page = person.api.page(
                        group, RoamingApi.Anchor.AFTER, all.get(all.size() - 1).seq(), 100);
                all.addAll(page.messages());
            }
            return all;
        }
    }
}
