// Prints the manifests again and again in one process, as users of the libraries do: warm PEER PROGRAM.
//
// Each line that it reads asks for one run; a line that is not empty is a folder for the output.
// Answers with seconds of the clock and CPU seconds, those of a server that it started included.
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A run keeps the output in memory: documents by the name of a file.
type run func() map[string]string

var environments = []string{"dev", "staging", "prod"}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func write(folder string, files map[string]string) {
	for name, text := range files {
		file := filepath.Join(folder, name)
		check(os.MkdirAll(filepath.Dir(file), 0o755))
		check(os.WriteFile(file, []byte(text), 0o644))
	}
}

// CPU seconds of this process and of those that it started and that still run.
func cpu() float64 {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	seconds := float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
	children, err := filepath.Glob("/proc/self/task/*/children")
	check(err)
	for _, file := range children {
		processes, err := os.ReadFile(file)
		if err != nil {
			continue // that thread has ended
		}
		for _, process := range strings.Fields(string(processes)) {
			seconds += ofProcess(process)
		}
	}
	return seconds
}

func ofProcess(process string) float64 {
	text, err := os.ReadFile("/proc/" + process + "/stat")
	check(err)
	// The name in brackets may hold spaces; user and system time follow as fields 14 and 15, in hundredths.
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	user, err := strconv.Atoi(fields[11])
	check(err)
	system, err := strconv.Atoi(fields[12])
	check(err)
	return float64(user+system) / 100
}

func main() {
	peers := map[string]func(string) run{"helm": helm, "helm-sorted": helmSorted, "jsonnet": evaluate, "kustomize": kustomize, "pkl": pklServer}
	work := peers[os.Args[1]](os.Args[2])
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		clock, spent := time.Now(), cpu()
		files := work()
		fmt.Printf("%.6f %.6f\n", time.Since(clock).Seconds(), cpu()-spent)
		if folder := lines.Text(); folder != "" {
			write(folder, files)
		}
	}
}
