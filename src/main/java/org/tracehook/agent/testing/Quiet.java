package org.tracehook.agent.testing;

/**
 * How sure it is that no process of a run is left: one that forks and ends while the table is read hides from a look.
 *
 * <p>A look during which no process of the machine began has missed none. On a busy machine there is always one, and many
 * looks without any have to do; a look that came too late to see a process says nothing.
 */
final class Quiet {

    private static final int CERTAIN = 30;
    private static final int WHEN_NONE_BEGAN = 10;
    private static final int OTHERWISE = 1;

    private int score;

    /** Takes note of a look: how many of the run it met, how many ended before they could be read, whether none began. */
    void looked(int met, int vanished, boolean noneBegan) {
        if (met > 0) {
            score = 0;
        } else if (noneBegan) {
            score += WHEN_NONE_BEGAN;
        } else if (vanished == 0) {
            score += OTHERWISE;
        }
    }

    boolean isCertain() {
        return score >= CERTAIN;
    }
}
