using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver;
using Tidings.Server.Partitions;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Tests.Partitions;

/// <summary>A partition over the real store, with deciding reduced to one text an event.</summary>
internal sealed class OwnedPartition : IAsyncDisposable, IDispatch
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-partition-");
    readonly AccountDirectory _accounts;

    public OwnedPartition()
    {
        Store = SqliteStore.Create(new() { Directory = _folder.FullName }, TimeProvider.System);
        _accounts = new(Store);
        Pipeline = new OneText(Counted);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    public IStore Store { get; set; }
    public List<(MessageId Id, string Customer)> Offered { get; } = [];
    public IEventPipeline Pipeline { get; set; }
    /// <summary>The texts that were decided; with a hyphen, those that were given back.</summary>
    public List<string> Counted { get; } = [];
    public Counterparties Counterparties { get; set; } = new();
    public PartitionOptions Options { get; } = new() { Count = 1, SnapshotEvery = TimeSpan.FromSeconds(10), ResidentCustomers = 1_000 };

    public Task<OwnerInTurns> Take()
    {
        var factory = new PartitionOwnerFactory(
            Store, new JournalReplay(Store, TimeProvider.System), Pipeline, _accounts, this, Counterparties, Microsoft.Extensions.Options.Options.Create(Options), Time,
            NullLogger<PartitionOwner>.Instance);
        return OwnerInTurns.Take(() => factory.Take(0, CancellationToken.None));
    }

    public static async Task<OwnedPartition> Open()
    {
        var partition = new OwnedPartition();
        await partition.Store.Open(1, CancellationToken.None);
        return partition;
    }

    public async Task<IReadOnlyList<JournalRow>> Journal()
    {
        var rows = new List<JournalRow>();
        await foreach (var row in Store.ReadJournal(default, null, CancellationToken.None))
            rows.Add(row);
        return rows;
    }

    /// <summary>Lets the owner's clock reach its snapshots, and waits until the store has the mark.</summary>
    public Task WriteSnapshots(OwnerInTurns owner)
    {
        Time.Advance(Options.SnapshotEvery * 2);
        return owner.PulseToTheEnd();
    }

    public void Uncommitted(int partition, MessageId lowest) => Lowest.Add(lowest);

    /// <summary>What the owner has said about its uncommitted ids.</summary>
    public List<MessageId> Lowest { get; } = [];

    public void Heard(MessageId row, string customer, InboundReply reply)
    {
    }

    public void Noted(MessageId row, IReadOnlyList<Msisdn> numbers)
    {
    }

    public void Dead(MessageId text) => DeadTexts.Add(text);

    /// <summary>The texts whose codes are worth nothing any more.</summary>
    public List<MessageId> DeadTexts { get; } = [];

    public void Closed()
    {
    }

    public void Offer(string carrier, MessageId id, string customer, Message message) => Offered.Add((id, customer));

    public static BankEvent Registered(string customer) => Event(customer, $"register-{customer}") with
    {
        Type = EventTypes.CustomerUpdated,
        Profile = new() { Id = customer, Name = "Ada", Phones = [new("447700900101")], Language = "en", TimeZone = "Europe/London" },
    };

    public static BankEvent Event(string customer, string id) =>
        new() { Source = "/test", Id = id, Type = EventTypes.PayeeAdded, Time = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), Customer = customer };

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    sealed class OneText(List<string> counted) : IEventPipeline
    {
        public void NotStored(BankEvent happened, Message message) => counted.Add($"-{message.Text}");

        public Decided Decide(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now)
        {
            var delta = new StateDelta { EventKey = key, At = now, Changes = happened.Profile is { } profile ? [new ProfileRegistered(profile)] : [] };
            if (happened.Profile is not null)
                return new([], [], delta);
            counted.Add(happened.Id);
            return new([
                new()
                {
                    Alert = "payee-added", Class = MessageClass.Security, Template = "payee-added/en/1", To = state.Profile!.Phones[0], From = new("Bank"),
                    Text = happened.Id, ValidUntil = now.AddHours(1), Reasons = [],
                },
            ], [], delta);
        }
    }
}
