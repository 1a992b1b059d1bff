using System.Security.Cryptography;
using System.Text;
using Matrix.Runner.Files;

namespace Matrix.Runner.RustcCache;

/// <summary>
/// Copies of what build scripts wrote to OUT_DIR, each named by its content: units are compiled with the copy, so that nothing can change it
/// meanwhile, and every crate whose build script wrote the same has the same unit.
/// </summary>
/// <param name="folder">Of the copies.</param>
/// <param name="staging">Where copies are made, on the same file system.</param>
internal sealed class GeneratedFiles(string folder, string staging)
{
    private const int MostFiles = 2000;
    private const long MostBytes = 64L << 20;

    private readonly Lock gate = new();
    private readonly Dictionary<string, GeneratedCopy> copies = new(StringComparer.Ordinal);

    /// <summary>Of all copies together.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
                return copies.Values.Sum(copy => copy.Bytes);
        }
    }

    /// <returns>The copy, held; null where it is too much, or something in it is no plain file.</returns>
    public GeneratedCopy? Keep(string generated)
    {
        var copy = Path.Combine(staging, Path.GetRandomFileName());
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var room = new Room();
            return Copy(generated, copy, "", (hash, room))
                ? Place(copy, Path.Combine(folder, Convert.ToHexStringLower(hash.GetHashAndReset())[..32]), room.Taken)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The leg changes it while it is copied: then it is the leg's own business.
            return null;
        }
        finally
        {
            FolderRemoval.Remove(copy);
        }
    }

    /// <summary>It is in use by one more: it stays.</summary>
    public void Hold(GeneratedCopy copy)
    {
        lock (gate)
            copy.Holders++;
    }

    /// <summary>One less uses it; when it was the last, it goes.</summary>
    public void Release(GeneratedCopy copy)
    {
        lock (gate)
        {
            if (--copy.Holders > 0)
                return;

            copies.Remove(copy.Folder);
            FolderRemoval.Remove(copy.Folder);
        }
    }

    private static bool Copy(string from, string to, string relative, (IncrementalHash Hash, Room Room) into)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = $"{relative}/{entry.Name}";
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is not null)
                return false;

            if (entry is DirectoryInfo ? !Copy(entry.FullName, target, name, into) : !CopyFile((FileInfo)entry, target, name, into))
                return false;
        }

        return true;
    }

    private static bool CopyFile(FileInfo file, string target, string name, (IncrementalHash Hash, Room Room) into)
    {
        if (!ForeignFile.CanBeRead(file.FullName) || !into.Room.Take(file.Length))
            return false;

        file.CopyTo(target);
        var bytes = File.ReadAllBytes(target);
        into.Hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{bytes.Length}\0"));
        into.Hash.AppendData(bytes);
        return true;
    }

    private GeneratedCopy Place(string copy, string place, long bytes)
    {
        lock (gate)
        {
            if (!copies.TryGetValue(place, out var placed))
            {
                Directory.Move(copy, place);
                copies[place] = placed = new GeneratedCopy(place, bytes);
            }

            placed.Holders++;
            return placed;
        }
    }

    private sealed class Room
    {
        private int files = MostFiles;
        private long bytes = MostBytes;

        public long Taken => MostBytes - bytes;

        public bool Take(long length) => --files >= 0 && (bytes -= length) >= 0;
    }
}

/// <summary>A copy of what a build script wrote.</summary>
internal sealed class GeneratedCopy(string folder, long bytes)
{
    public string Folder => folder;

    public long Bytes => bytes;

    /// <summary>How many use it; only <see cref="GeneratedFiles"/> counts.</summary>
    public int Holders { get; set; }
}
