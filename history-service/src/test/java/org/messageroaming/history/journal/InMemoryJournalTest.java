package org.messageroaming.history.journal;

class InMemoryJournalTest extends JournalContract {

    @Override
    protected Journal journal() {
        return new InMemoryJournal(SEGMENT_SIZE);
    }
}
