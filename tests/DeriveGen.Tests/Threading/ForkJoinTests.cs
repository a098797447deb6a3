using System.Runtime.CompilerServices;
using DeriveGen.Threading;

namespace DeriveGen.Tests.Threading;

public sealed class ForkJoinTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Every_point_is_computed_once_in_parts_that_begin_at_multiples(int threads)
    {
        using var team = new ForkJoin<float>(threads, processors: threads, aloneForLost: 0);
        for (int count = 1; count <= 150; count++)
        {
            foreach ((int multiple, int least) in new[] { (1, 1), (1, 5), (8, 8), (8, 24), (3, 4) })
            {
                float[] times = new float[count];
                int[] begins = new int[count];
                team.Run(count, multiple, least, new() { R0 = ref times[0], W0 = ref begins[0] }, static (in Operands<float> operands, nint from, nint to) =>
                {
                    Unsafe.Add(ref operands.W0, from)++;
                    for (nint point = from; point < to; point++)
                    {
                        Unsafe.Add(ref operands.R0, point)++;
                    }
                });

                Assert.All(times, time => Assert.Equal(1, time));
                int[] parts = [.. Enumerable.Range(0, count).Where(point => begins[point] > 0)];
                Assert.Equal(Math.Max(1, Math.Min(threads, count / least)), parts.Length);
                Assert.All(parts, begin => Assert.Equal(0, begin % multiple));
            }
        }
    }

    [Fact]
    public void All_that_a_step_needs_reaches_every_part()
    {
        using var team = new ForkJoin<double>(3, processors: 3, aloneForLost: 0);
        double[] from = [1, 2, 3, 4, 5, 6], to = new double[6];
        int[] signs = [1, -1, 1, -1, 1, -1];
        Operands<double> operands = new() { R0 = ref from[0], R15 = ref to[0], W3 = ref signs[0], N7 = 100, S3 = 0.5 };

        team.Run(6, 1, 1, operands, static (in Operands<double> all, nint first, nint last) =>
        {
            for (nint i = first; i < last; i++)
            {
                Unsafe.Add(ref all.R15, i) = (Unsafe.Add(ref all.R0, i) * Unsafe.Add(ref all.W3, i) * all.S3) + all.N7;
            }
        });

        Assert.Equal([100.5, 99, 101.5, 98, 102.5, 97], to);
    }

    [Fact]
    public void More_threads_than_processors_take_no_part()
    {
        using var one = new ForkJoin<float>(8, processors: 1, aloneForLost: 0);
        Assert.Equal([Environment.CurrentManagedThreadId], Participants(one, 64, 1).Distinct());
        Assert.Empty(one.Workers);

        using var two = new ForkJoin<float>(8, processors: 2, aloneForLost: 0);
        Assert.InRange(Participants(two, 64, 1).Distinct().Count(), 1, 2);
        Assert.Single(two.Workers);
    }

    [Fact]
    public void Little_work_is_done_by_the_caller_and_begins_no_thread()
    {
        using var team = new ForkJoin<float>(4, processors: 4, aloneForLost: 0);

        Assert.All(Participants(team, 63, 32), id => Assert.Equal(Environment.CurrentManagedThreadId, id));

        Assert.Empty(team.Workers);
    }

    [Fact]
    public void Several_threads_take_part()
    {
        using var team = new ForkJoin<float>(2, processors: 2, aloneForLost: 0);
        int[] both = new int[2];
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                // A part that waits for the other one cannot be done by the same thread.
                both.AsSpan().Clear();
                team.Run(2, 1, 1, new() { W0 = ref both[0] }, static (in Operands<float> operands, nint from, nint _) =>
                {
                    Volatile.Write(ref Unsafe.Add(ref operands.W0, from), Environment.CurrentManagedThreadId);
                    for (int look = 0; look < 1_000_000 && Volatile.Read(ref Unsafe.Add(ref operands.W0, 1 - from)) == 0; look++)
                    {
                        Thread.SpinWait(10);
                    }
                });
                return both[0] != both[1];
            },
            TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Sleepers_are_woken_by_work_that_is_worth_it()
    {
        using var team = new ForkJoin<float>(2, processors: 2, aloneForLost: 0);
        _ = Participants(team, 2, 1);
        Assert.True(SpinWait.SpinUntil(() => (team.Workers[0].ThreadState & ThreadState.WaitSleepJoin) != 0, TimeSpan.FromMinutes(1)));

        Assert.True(SpinWait.SpinUntil(() => Participants(team, 1000, 1).Distinct().Count() == 2, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_worker_that_has_kept_the_caller_waiting_is_left_out_for_a_while()
    {
        using var team = new ForkJoin<float>(2, processors: 2);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                // The worker falls behind after it has begun; the caller's part ends as soon as it has.
                int[] ids = new int[2];
                team.Run(2, 1, 1, new() { W0 = ref ids[0], N0 = Environment.CurrentManagedThreadId }, static (in Operands<float> operands, nint from, nint _) =>
                {
                    bool isCaller = Environment.CurrentManagedThreadId == operands.N0;
                    Volatile.Write(ref Unsafe.Add(ref operands.W0, from), Environment.CurrentManagedThreadId);
                    for (int look = 0; isCaller && look < 100_000 && Volatile.Read(ref Unsafe.Add(ref operands.W0, 1 - from)) == 0; look++)
                    {
                        Thread.SpinWait(10);
                    }

                    Thread.Sleep(isCaller ? 0 : 100);
                });
                return ids[0] != ids[1] && Participants(team, 64, 1).All(id => id == Environment.CurrentManagedThreadId);
            },
            TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_a_part_throws_reaches_the_caller_when_all_parts_have_ended(int failing)
    {
        using var team = new ForkJoin<float>(3, processors: 3, aloneForLost: 0);
        for (int time = 0; time < 200; time++)
        {
            int[] done = new int[3];
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => team.Run(
                3, 1, 1, new() { W0 = ref done[0], N0 = failing }, static (in Operands<float> operands, nint from, nint _) =>
                {
                    Unsafe.Add(ref operands.W0, from) = 1;
                    if (from == operands.N0)
                    {
                        throw new InvalidOperationException("part " + from);
                    }
                }));

            Assert.Equal("part " + failing, exception.Message);
            Assert.Equal([1, 1, 1], done);
        }

        Assert.Equal(3, Participants(team, 3, 1).Length);
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        using var team = new ForkJoin<float>(2, processors: 2, aloneForLost: 0);
        float[] sums = new float[64];
        void Call() => team.Run(64, 1, 1, new() { R0 = ref sums[0] }, static (in Operands<float> operands, nint from, nint to) =>
        {
            for (nint point = from; point < to; point++)
            {
                Unsafe.Add(ref operands.R0, point)++;
            }
        });
        Call();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int time = 0; time < 1000; time++)
        {
            Call();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.All(sums, sum => Assert.Equal(1001, sum));
    }

    [Fact]
    public void References_stay_right_when_memory_moves_during_a_call()
    {
        using var team = new ForkJoin<float>(2, processors: 2, aloneForLost: 0);
        for (int time = 0; time < 100; time++)
        {
            // Garbage in front, so that the numbers move when it goes.
            byte[]?[] garbage = [.. Enumerable.Range(0, 50).Select(_ => new byte[1000])];
            float[] numbers = new float[1000];
            garbage.AsSpan().Clear();
            team.Run(1000, 1, 1, new() { R0 = ref numbers[0] }, static (in Operands<float> operands, nint from, nint to) =>
            {
                for (nint point = from; point < to; point++)
                {
                    if (point % 250 == 100)
                    {
                        GC.Collect(0, GCCollectionMode.Forced, blocking: true, compacting: true);
                    }

                    Unsafe.Add(ref operands.R0, point) += point;
                }
            });

            Assert.Equal(Enumerable.Range(0, 1000).Select(number => (float)number), numbers);
        }
    }

    [Fact]
    public async Task Two_teams_work_at_once()
    {
        Task[] callers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            using var team = new ForkJoin<float>(3, processors: 3, aloneForLost: 0);
            float[] numbers = new float[40];
            for (int time = 0; time < 5000; time++)
            {
                team.Run(40, 1, 1, new() { R0 = ref numbers[0], S0 = time }, static (in Operands<float> operands, nint from, nint to) =>
                {
                    for (nint point = from; point < to; point++)
                    {
                        Unsafe.Add(ref operands.R0, point) = operands.S0 + point;
                    }
                });
                for (int point = 0; point < 40; point++)
                {
                    Assert.Equal(time + point, numbers[point]);
                }
            }
        }))];
        await Task.WhenAll(callers);
    }

    [Fact]
    public void Disposed_it_has_no_threads_and_still_works()
    {
        var team = new ForkJoin<float>(3, processors: 3, aloneForLost: 0);
        _ = Participants(team, 64, 1);
        Thread[] workers = [.. team.Workers];
        Assert.Equal(2, workers.Length);
        Assert.All(workers, worker => Assert.True(worker.IsBackground));

        team.Dispose();
        team.Dispose();

        Assert.All(workers, worker => Assert.False(worker.IsAlive));
        Assert.All(Participants(team, 64, 1), id => Assert.Equal(Environment.CurrentManagedThreadId, id));
        Assert.Empty(team.Workers);
    }

    [Fact]
    public void Forgotten_it_ends_its_threads()
    {
        Thread[] workers = Forget();
        Assert.Equal(2, workers.Length);

        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return workers.All(worker => !worker.IsAlive);
            },
            TimeSpan.FromMinutes(1)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread[] Forget()
        {
            var team = new ForkJoin<float>(3, processors: 3, aloneForLost: 0);
            _ = Participants(team, 64, 1);
            return [.. team.Workers];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(256)]
    public void A_number_of_threads_out_of_range_is_refused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForkJoin<float>(threads));

    /// <summary>For each point the thread that computed it.</summary>
    private static int[] Participants(ForkJoin<float> team, int count, int least)
    {
        int[] ids = new int[count];
        team.Run(count, 1, least, new() { W0 = ref ids[0] }, static (in Operands<float> operands, nint from, nint to) =>
        {
            for (nint point = from; point < to; point++)
            {
                Unsafe.Add(ref operands.W0, point) = Environment.CurrentManagedThreadId;
            }
        });
        return ids;
    }
}
