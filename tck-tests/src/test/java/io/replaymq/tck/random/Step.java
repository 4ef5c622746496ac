package io.replaymq.tck.random;

/**
 * One call of a sequence.
 *
 * @param name what it is, for who reads a failure
 * @param call does it
 */
record Step(String name, Call call) {
    /** Returns what the application sees. */
    interface Call {
        String in(World world) throws Exception;
    }

    /** What the application sees, exceptions too. */
    String run(World world) {
        try {
            return call.in(world);
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }
}
