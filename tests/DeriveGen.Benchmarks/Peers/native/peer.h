// What the C peers share: they read the same numbers as everybody, and answer "run N steps" with the seconds and the last loss.
#ifndef PEER_H
#define PEER_H
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double peer_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + 1e-9 * time.tv_nsec;
}

// Numbers of four bytes, aligned to a cache line.
static void *peer_memory(size_t count)
{
    void *memory = aligned_alloc(64, (count * 4 + 63) / 64 * 64);
    memset(memory, 0, (count * 4 + 63) / 64 * 64);
    return memory;
}

static void *peer_read(FILE *file, size_t count)
{
    void *numbers = peer_memory(count);
    if (fread(numbers, 4, count, file) != count)
    {
        fprintf(stderr, "the data file is too short\n");
        exit(2);
    }

    return numbers;
}

// One step; gives the loss.
typedef float (*peer_step)(void);

static int peer_serve(peer_step step)
{
    long steps;
    printf("ready\n");
    fflush(stdout);
    while (scanf("%ld", &steps) == 1)
    {
        float loss = 0;
        double start = peer_seconds();
        for (long n = 0; n < steps; n++)
        {
            loss = step();
        }

        printf("%.9g %.9g\n", peer_seconds() - start, loss);
        fflush(stdout);
    }

    return 0;
}
#endif
